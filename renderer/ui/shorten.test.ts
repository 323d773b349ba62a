import { expect, it } from 'vitest';
import { firstCharacter, shorten } from './shorten.ts';

it('a text is cut between characters as people see them, rare ones in the supplementary planes too', () => {
  expect(shorten('𫍯𬭚𬤇𰻝', 3)).toBe('𫍯𬭚…');
  expect(shorten('👩‍👩‍👧文档资料', 3)).toBe('👩‍👩‍👧文…');
  expect(shorten('张三', 2)).toBe('张三');
  expect(shorten('𫍯𬭚', 2)).toBe('𫍯𬭚');
});

it('the first character of a name is whole', () => {
  expect(firstCharacter('𬮱')).toBe('𬮱');
  expect(firstCharacter('')).toBe('');
});
