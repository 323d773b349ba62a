import { randomFrom } from '#shared/domain/random.ts';

/** What can happen, how often beside the others, and whether a run may go without it. */
const kinds = {
  sync: [20, 'always'],
  syncLater: [14, 'always'],
  network: [26, 'always'],
  edit: [22, 'always'],
  stamp: [10, 'always'],
  pass: [4, 'always'],
  echo: [4, 'some'],
  reassign: [6, 'some'],
  changeBranch: [3, 'some'],
  cover: [5, 'some'],
  coverPortfolio: [4, 'some'],
  endCover: [3, 'some'],
  importEdit: [6, 'some'],
  newFile: [3, 'some'],
  moveChild: [3, 'some'],
  deleteChild: [3, 'some'],
  slowWriter: [6, 'some'],
  changeRole: [2, 'some'],
  moveUser: [2, 'some'],
  disable: [2, 'some'],
  kill: [4, 'some'],
  killAt: [7, 'some'],
  nodeDies: [5, 'some'],
  stamperDies: [3, 'some'],
  switchUser: [6, 'some'],
  signOut: [3, 'some'],
  contact: [3, 'some'],
  lock: [2, 'some'],
  cutLine: [4, 'some'],
  clockJump: [3, 'some'],
  rest: [4, 'some'],
  keep: [3, 'some'],
  putBackReplica: [2, 'some'],
  putBackMachine: [2, 'some'],
  backUp: [2, 'some'],
  restoreDatabase: [2, 'some'],
  loseReplica: [2, 'some'],
  loseKeys: [1, 'some'],
  wipe: [1, 'some'],
  pruneFeed: [1, 'some'],
} as const satisfies Record<string, readonly [weight: number, when: 'always' | 'some']>;

export type StepKind = keyof typeof kinds;
export const stepKinds = Object.keys(kinds) as StepKind[];

/** One step. Its number gives its choices, so that leaving out others does not change them. */
export interface Step {
  readonly kind: StepKind;
  readonly number: number;
}

/** The steps of a run. Each seed leaves about half of the faults out, so that the others meet more often. */
export function planOf(seed: number, steps: number): Step[] {
  const random = randomFrom(`plan ${seed}`);
  const chosen = stepKinds
    .filter((kind) => kinds[kind][1] === 'always' || random.chance(0.5))
    .map((kind) => [kind, kinds[kind][0]] as const);
  return Array.from({ length: steps }, (_, number) => ({ kind: random.weighted(chosen), number }));
}
