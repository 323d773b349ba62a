import type { TextsLike } from '../shape.ts';
import type { help as chinese } from '../zh-CN/help.ts';

export const help = {
  title: 'Guide',
  all: 'All chapters',
  search: 'Search the guide',
  none: 'No chapter about it',
  noneHint: 'Try another word, or clear the field to see every chapter.',
} as const satisfies TextsLike<typeof chinese>;
