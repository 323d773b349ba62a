import type { CustomerGroup, GroupLink, GroupMember } from '#shared/domain/customer-group.ts';

export const GRAPH = { width: 760, height: 460 } as const;

/** Names beyond these would lie on each other; the list has them all. */
const FIRST_RING = 12;
const SECOND_RING = 18;

export interface PlacedMember extends GroupMember {
  readonly x: number;
  readonly y: number;
}

export interface GroupLayout {
  readonly members: readonly PlacedMember[];
  /** Between placed members only. */
  readonly links: readonly GroupLink[];
  /** How many are left out. */
  readonly hidden: number;
}

/** The customer in the middle, those one step out on a ring, and beyond each of them those whom they lead to. */
export function layoutOf(group: CustomerGroup): GroupLayout {
  const first = group.members.filter(({ step }) => step === 1).slice(0, FIRST_RING);
  const children = new Map(first.map(({ key }) => [key, [] as GroupMember[]]));
  let room = SECOND_RING;
  for (const member of group.members.filter(({ step }) => step === 2)) {
    const link = group.links.find(({ from, to }) => to === member.key && children.has(from));
    if (link === undefined || room === 0) continue;
    children.get(link.from)?.push(member);
    room -= 1;
  }
  const placed: PlacedMember[] = group.members
    .filter(({ step }) => step === 0)
    .map((member) => ({ ...member, ...pointAt(0, 0) }));
  // Each takes as much of the circle as it has to show beyond it.
  const weights = first.map(({ key }) => Math.max(1, children.get(key)?.length ?? 0));
  const turn = (Math.PI * 2) / weights.reduce((sum, weight) => sum + weight, 0);
  // With nobody beyond, the first ring takes the room.
  const near = [...children.values()].some((own) => own.length > 0) ? 0.55 : 0.92;
  let angle = -Math.PI / 2 - ((weights[0] ?? 0) * turn) / 2;
  for (const [at, member] of first.entries()) {
    const span = (weights[at] ?? 1) * turn;
    placed.push({ ...member, ...pointAt(angle + span / 2, near) });
    const own = children.get(member.key) ?? [];
    for (const [number, child] of own.entries())
      placed.push({ ...child, ...pointAt(angle + (span * (number + 0.5)) / own.length, 1) });
    angle += span;
  }
  const shown = new Set(placed.map(({ key }) => key));
  return {
    members: placed,
    links: group.links.filter(({ from, to }) => shown.has(from) && shown.has(to)),
    hidden: group.members.length - placed.length,
  };
}

const MARGIN = { x: 84, y: 44 };

function pointAt(angle: number, reach: number): { x: number; y: number } {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: round(GRAPH.width / 2 + Math.cos(angle) * reach * (GRAPH.width / 2 - MARGIN.x)),
    y: round(GRAPH.height / 2 + Math.sin(angle) * reach * (GRAPH.height / 2 - MARGIN.y)),
  };
}

/** The member that lies nearest in a direction, for arrow keys; `undefined` where there is none. */
export function neighbourOf(
  members: readonly PlacedMember[],
  from: PlacedMember,
  direction: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): PlacedMember | undefined {
  const sideways = direction === 'ArrowLeft' || direction === 'ArrowRight';
  const sign = direction === 'ArrowRight' || direction === 'ArrowDown' ? 1 : -1;
  const ahead = members.flatMap((member) => {
    const along = sign * (sideways ? member.x - from.x : member.y - from.y);
    const aside = Math.abs(sideways ? member.y - from.y : member.x - from.x);
    // What lies more to the side than ahead is in another direction.
    return along > 1 && aside <= along * 2.5 ? [{ member, distance: along + aside }] : [];
  });
  return ahead.toSorted((a, b) => a.distance - b.distance)[0]?.member;
}
