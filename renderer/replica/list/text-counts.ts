import type { CountedField, TextCount } from '../api/customer-list.ts';
import type { CustomerTable } from './customer-table.ts';

/** How many customers have each text of a field, the commonest first. */
export function textCounts({ files, end }: CustomerTable, field: CountedField): TextCount[] {
  const column = field === 'tags' ? files.tags : files.source;
  const numbers = new Map<number, number>();
  for (let row = 0; row < end; row += 1) {
    const number = column[row] ?? 0;
    if (number > 0) numbers.set(number, (numbers.get(number) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const [number, count] of numbers) {
    const texts = field === 'tags' ? files.tagsIn(number) : [files.sources.text(number) ?? ''];
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + count);
  }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}
