import { describe, expect, it } from 'vitest';
import { likelyReading, NAME_SEPARATORS, syllablesOf } from './names.ts';

const spoken = (name: string, kind: 'retail' | 'corporate' = 'retail') =>
  likelyReading([...name], kind).join(' ');

describe('the likeliest reading of a name', () => {
  it.each([
    ['单雄信', 'shan xiong xin'],
    ['曾国藩', 'zeng guo fan'],
    ['仇英', 'qiu ying'],
    ['解缙', 'xie jin'],
    ['查良镛', 'zha liang yong'],
    ['尉迟恭', 'yu chi gong'],
    ['万俟卨', 'mo qi xie'],
    ['区小明', 'ou xiao ming'],
    ['吕布', 'lv bu'],
  ])('has the surname reading of %s', (name, reading) => {
    expect(spoken(name)).toBe(reading);
  });

  it('lets a character without a reading stand for itself', () => {
    expect(spoken('𠮷野')).toBe('𠮷 ye');
  });

  it('has one syllable for each character, letters among them too', () => {
    for (const name of ['Wang小明', '城东A座B2', '𬭚翀']) {
      expect(likelyReading([...name], 'corporate')).toHaveLength([...name].length);
    }
  });

  it('knows no surnames in names of companies', () => {
    expect(spoken('单县面粉厂', 'corporate')).toMatch(/mian fen chang$/);
  });
});

it.each([...'·•‧・･∙⋅⸱'])('a name is the same whichever dot is in it: %s', (dot) => {
  expect(`阿布都${dot}热合曼`.normalize('NFKC').replace(NAME_SEPARATORS, '')).toBe('阿布都热合曼');
});

describe('rare characters of the table of common characters', () => {
  // Names that families carry and that extension B and beyond have: GB 18030-2022 made them mandatory.
  it.each([
    ['𬮱', 'yin'],
    ['𬭚', 'chun'],
    ['𫖮', 'yi'],
    ['𬍛', 'li'],
    ['𫘝', 'jue'],
    ['㛃', 'jie'],
    ['䶮', 'yan'],
  ])('%s is read %s', (character, reading) => {
    expect(syllablesOf(character)).toContain(reading);
  });
});

describe('the readings of a character', () => {
  it('are all it has, the everyday one first', () => {
    expect(syllablesOf('单')).toEqual(['dan', 'shan', 'chan']);
    expect(syllablesOf('吕')).toEqual(['lv']);
    expect(syllablesOf('乐')).toEqual(expect.arrayContaining(['le', 'yue']));
  });

  it('are none for letters, digits and what no dictionary reads', () => {
    for (const character of ['a', 'Z', '7', '𠮷', '·']) expect(syllablesOf(character)).toEqual([]);
  });
});
