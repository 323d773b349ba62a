import { describe, expect, it } from 'vitest';
import { initialsOf, nameReadings } from './names.ts';

const spoken = (name: string, kind: 'retail' | 'corporate' = 'retail') =>
  nameReadings(name, kind).map((reading) => reading.join(' '));

describe('readings of names', () => {
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
  ])('puts the surname reading of %s first', (name, reading) => {
    expect(spoken(name)[0]).toBe(reading);
  });

  it('also finds a polyphonic surname under its everyday reading', () => {
    expect(spoken('单雄信')).toContain('dan xiong xin');
    expect(spoken('乐毅')).toEqual(expect.arrayContaining(['yue yi', 'le yi']));
  });

  it('names each reading once', () => {
    for (const name of ['张伟', '单雄信', '欧阳修'])
      expect(new Set(spoken(name)).size).toBe(spoken(name).length);
  });

  it('reads through the dot of a longer name and keeps Latin letters', () => {
    expect(spoken('阿布都·热合曼')[0]).toBe('a bu dou re he man');
    expect(spoken('Wang 小明')[0]).toContain('xiao ming');
  });

  it('lets a character without a reading stand for itself', () => {
    expect(spoken('𠮷野')[0]).toBe('𠮷 ye');
  });

  it('reads company names without surname rules', () => {
    expect(spoken('单县面粉厂', 'corporate')[0]?.endsWith('mian fen chang')).toBe(true);
  });

  it('takes the initials of a reading', () => {
    expect(nameReadings('曾国藩', 'retail').map(initialsOf)).toEqual(['zgf', 'cgf']);
  });

  it('has no reading for an empty name', () => {
    expect(nameReadings(' · ', 'retail')).toEqual([]);
  });
});
