import { describe, expect, it } from 'vitest';
import { wordsOf } from '#renderer/app/words-of.ts';
import { resources } from '#renderer/i18n/resources.ts';
import type { DictionaryEntry } from '#shared/model/reference.ts';
import { type WordList, wordLists } from '#shared/model/word-lists.ts';
import { offeredOf, startingWith } from './base-lists.tsx';

const entry = (code: string, given: Partial<DictionaryEntry> = {}): DictionaryEntry => ({
  id: code,
  kind: 'dictionary',
  list: 'contact_channel',
  code,
  name: `${code} 名`,
  nameEn: `${code} name`,
  order: 0,
  ...given,
});
const codes = ['call', 'visit', 'counter', 'wechat'] as const;

describe('what a form offers', () => {
  it('is everything in the order of the program while the bank has said nothing', () => {
    expect(offeredOf([], codes)).toEqual(codes);
  });

  it('is in the bank’s order, without what it offers no more, save where a document has it', () => {
    const entries = [entry('wechat', { order: 0 }), entry('call', { order: 5, retired: true })];
    expect(offeredOf(entries, codes)).toEqual(['wechat', 'visit', 'counter']);
    expect(offeredOf(entries, codes, 'call')).toEqual(['wechat', 'visit', 'counter', 'call']);
  });

  it('is everything again where the bank has taken all away: a form must have something', () => {
    const entries = codes.map((code, order) => entry(code, { order, retired: true }));
    expect(offeredOf(entries, codes)).toEqual(codes);
  });

  it('begins with what is usual, or with the first where that is offered no more', () => {
    expect(startingWith(['visit', 'call'], 'call')).toBe('call');
    expect(startingWith(['visit', 'wechat'], 'call')).toBe('visit');
  });
});

describe('the words of the bank', () => {
  it('take the place of the program’s, in each language, and go when they are taken back', () => {
    const own = new Map([['contact_channel', [entry('call', { name: '致电', nameEn: 'Phone' })]]]);
    const words = (lists: typeof own, language: 'zh-CN' | 'en') =>
      wordsOf(lists, language, resources[language].model).contactChannel;
    expect(words(own, 'zh-CN')).toMatchObject({ call: '致电' });
    expect(words(own, 'en')).toMatchObject({ call: 'Phone' });
    expect(words(new Map(), 'en')).toEqual(resources.en.model.contactChannel);
  });

  it.each(['zh-CN', 'en'] as const)('have a word of the program under each of them in %s', (language) => {
    const model = resources[language].model as unknown as Record<string, Record<string, string> | undefined>;
    for (const [list, { words, codes: all }] of Object.entries<WordList>(wordLists)) {
      for (const code of all) expect(model[words]?.[code], `${list} ${code}`).toBeTypeOf('string');
      expect(resources[language].organisation.dictionary.list).toHaveProperty(list);
    }
  });
});
