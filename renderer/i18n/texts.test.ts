import { describe, expect, it } from 'vitest';
import { languages, resources } from './resources.ts';
import { initialLanguage } from './setup.ts';

function flatten(value: object, prefix: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    const path = `${prefix}.${key}`;
    if (typeof inner === 'string') texts.set(path, inner);
    else for (const [innerPath, text] of flatten(inner, path)) texts.set(innerPath, text);
  }
  return texts;
}

const variablesOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const chinese = flatten(resources['zh-CN'], 'zh');
const english = new Map([...flatten(resources.en, 'zh')]);

describe('texts', () => {
  it('exist in both languages, English with a singular where Chinese has none', () => {
    const expected = [...chinese.keys()].flatMap((key) =>
      key.endsWith('_other') ? [key, key.replace(/_other$/, '_one')] : [key],
    );
    expect([...english.keys()].sort()).toEqual(expected.sort());
  });

  it.each(languages)('are never empty in %s', (language) => {
    const empty = [...flatten(resources[language], language)].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('use the same variables in both languages', () => {
    const differing = [...english].filter(([key, text]) => {
      const original = chinese.get(key) ?? chinese.get(key.replace(/_one$/, '_other')) ?? '';
      return variablesOf(original).join() !== variablesOf(text).join();
    });
    expect(differing).toEqual([]);
  });

  it('are written in their own language', () => {
    const untranslated = [...english].filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(untranslated).toEqual([]);
  });
});

describe('the first language', () => {
  it('is the one chosen before on this device', () => {
    expect(initialLanguage('en', ['zh-CN'])).toBe('en');
  });
  it('is the machine’s where none was chosen, Chinese for every Chinese', () => {
    expect(initialLanguage(null, ['zh-TW', 'en'])).toBe('zh-CN');
    expect(initialLanguage('xx', ['de-DE', 'zh-CN'])).toBe('en');
  });
});
