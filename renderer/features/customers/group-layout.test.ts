import { describe, expect, it } from 'vitest';
import type { CustomerGroup } from '#shared/domain/customer-group.ts';
import { GRAPH, layoutOf, neighbourOf } from './group-layout.ts';

function star(first: number, beyond: number): CustomerGroup {
  const members = [{ key: 'centre', name: 'centre', step: 0 }];
  const links: CustomerGroup['links'][number][] = [];
  for (let one = 0; one < first; one += 1) {
    members.push({ key: `a${one}`, name: `a${one}`, step: 1 });
    links.push({ kind: 'child', from: 'centre', to: `a${one}` });
    for (let other = 0; other < beyond; other += 1) {
      members.push({ key: `a${one}b${other}`, name: `a${one}b${other}`, step: 2 });
      links.push({ kind: 'child', from: `a${one}`, to: `a${one}b${other}` });
    }
  }
  return { members, links };
}

describe('the graph of a group', () => {
  it('puts nobody on anybody else and everybody inside', () => {
    const { members } = layoutOf(star(6, 3));
    const places = new Set(members.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(members.length);
    expect(members.every(({ x, y }) => x >= 0 && x <= GRAPH.width && y >= 0 && y <= GRAPH.height)).toBe(true);
  });

  it('leaves out what would not be readable, says how many, and draws no line to nowhere', () => {
    const { members, links, hidden } = layoutOf(star(20, 5));
    expect(members.length + hidden).toBe(1 + 20 + 100);
    expect(hidden).toBeGreaterThan(0);
    const shown = new Set(members.map(({ key }) => key));
    expect(links.every(({ from, to }) => shown.has(from) && shown.has(to))).toBe(true);
  });

  it('is walked with the arrow keys', () => {
    const { members } = layoutOf(star(4, 0));
    const centre = members[0];
    if (centre === undefined) throw new Error('no centre');
    const up = neighbourOf(members, centre, 'ArrowUp');
    expect(up?.key).toBe('a0');
    expect(up && neighbourOf(members, up, 'ArrowDown')?.key).toBe('centre');
    expect(up && neighbourOf(members, up, 'ArrowUp')).toBeUndefined();
  });
});
