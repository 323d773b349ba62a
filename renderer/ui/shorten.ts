const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first `most` characters as people count them, with an ellipsis: never half of a rare character or an emoji. */
export function shorten(text: string, most: number): string {
  // Fewer code units than that are fewer characters, too: the costly count is for long texts only.
  if (text.length <= most) return text;
  const segments = [...segmenter.segment(text)];
  if (segments.length <= most) return text;
  return `${segments
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join('')}…`;
}

/** What stands for somebody where there is room for one character: the first of a name as people see it. */
export function firstCharacter(text: string): string {
  return segmenter.segment(text)[Symbol.iterator]().next().value?.segment ?? '';
}
