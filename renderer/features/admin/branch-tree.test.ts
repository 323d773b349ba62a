import { describe, expect, it } from 'vitest';
import type { Branch } from '#shared/model/reference.ts';
import { parentsFor, treeOf } from './branch-tree.ts';

const unit = (id: string, level: Branch['level'], parentId?: string, closed?: true): Branch => ({
  id,
  kind: 'branch',
  code: id,
  name: id,
  nameEn: id,
  level,
  ...(parentId !== undefined && { parentId }),
  ...(closed && { closed }),
});

describe('the tree of units', () => {
  it('lists each under what it belongs to, by code among its like', () => {
    const rows = treeOf([
      unit('2', 'region', '0'),
      unit('11', 'branch', '1'),
      unit('1', 'region', '0'),
      unit('0', 'head_office'),
    ]);
    expect(rows.map(({ branch, depth }) => `${depth}${branch.id}`)).toEqual(['00', '11', '211', '12']);
  });

  it('leaves out none whose parent this device does not know, nor a circle', () => {
    const rows = treeOf([unit('a', 'branch', 'x'), unit('b', 'region', 'c'), unit('c', 'region', 'b')]);
    expect(rows.map(({ branch }) => branch.id).sort()).toEqual(['a', 'b', 'c']);
  });

  it('offers as a parent what is open and stands higher', () => {
    const all = [unit('0', 'head_office'), unit('1', 'region', '0'), unit('2', 'region', '0', true)];
    expect(parentsFor('branch', all).map(({ id }) => id)).toEqual(['0', '1']);
    expect(parentsFor('region', all).map(({ id }) => id)).toEqual(['0']);
    expect(parentsFor('head_office', all)).toEqual([]);
  });
});
