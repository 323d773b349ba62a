import type { Branch } from '#shared/model/reference.ts';

export interface TreeRow {
  readonly branch: Branch;
  readonly depth: number;
}

/**
 * Units in the order of the tree, by code among their like. One whose parent is not known stands at the top, and so does
 * what hangs in a circle: nothing is left out.
 */
export function treeOf(branches: readonly Branch[]): TreeRow[] {
  const known = new Set(branches.map(({ id }) => id));
  const below = Map.groupBy(branches, ({ parentId }) =>
    parentId !== undefined && known.has(parentId) ? parentId : '',
  );
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const walk = (level: readonly Branch[], depth: number) => {
    for (const branch of level.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
      if (seen.has(branch.id)) continue;
      seen.add(branch.id);
      rows.push({ branch, depth });
      walk(below.get(branch.id) ?? [], depth + 1);
    }
  };
  walk(below.get('') ?? [], 0);
  walk(
    branches.filter(({ id }) => !seen.has(id)),
    0,
  );
  return rows;
}

const above: Record<Branch['level'], readonly Branch['level'][]> = {
  head_office: [],
  region: ['head_office'],
  branch: ['head_office', 'region'],
};

/** What a unit of this level may belong to. */
export function parentsFor(level: Branch['level'], branches: readonly Branch[]): Branch[] {
  return branches.filter((branch) => branch.closed !== true && above[level].includes(branch.level));
}
