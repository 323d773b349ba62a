import type { TagCount } from '../api/customer-list.ts';
import type { CustomerTable } from './customer-table.ts';

/** How many customers have each tag. */
export function tagCounts({ files, end }: CustomerTable): TagCount[] {
  const sets = new Map<number, number>();
  for (let row = 0; row < end; row += 1) {
    const set = files.tags[row] ?? 0;
    if (set > 0) sets.set(set, (sets.get(set) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const [set, count] of sets)
    for (const tag of files.tagsIn(set)) counts.set(tag, (counts.get(tag) ?? 0) + count);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1));
}
