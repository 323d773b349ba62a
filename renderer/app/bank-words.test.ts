import i18next from 'i18next';
import { expect, it } from 'vitest';
import { resources } from '#renderer/i18n/resources.ts';
import { wordsOf } from './words-of.ts';

it('words that a bank takes back are the program’s again, on every screen', async () => {
  const texts = i18next.createInstance();
  await texts.init({ lng: 'en', resources: structuredClone(resources), defaultNS: 'app' });
  const own = {
    id: 'x',
    kind: 'dictionary',
    list: 'grade',
    code: 'gold',
    name: '金',
    nameEn: 'Golden',
    order: 0,
  } as const;
  const put = (lists: ReadonlyMap<string, (typeof own)[]>) =>
    texts.addResourceBundle('en', 'model', wordsOf(lists, 'en', resources.en.model), true, true);
  put(new Map([['grade', [own]]]));
  expect(texts.getResource('en', 'model', 'grade.gold')).toBe('Golden');
  expect(texts.getResource('en', 'model', 'grade.diamond')).toBe(resources.en.model.grade.diamond);
  put(new Map());
  expect(texts.getResource('en', 'model', 'grade.gold')).toBe('Gold');
});
