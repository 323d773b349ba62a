import { expect, it } from 'vitest';
import { line } from './primitives.ts';

it('a limit counts characters as Unicode does: a rare one in the supplementary planes is one', () => {
  expect(line(3).safeParse('𬭚𫖮𬮱').success).toBe(true);
  expect(line(3).safeParse('𬭚𫖮𬮱明').success).toBe(false);
});
