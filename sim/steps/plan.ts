import { randomFrom } from '#shared/domain/random.ts';

/**
 * What can happen, and how often beside the others. `always` is ordinary life; of the rest each seed leaves out about
 * half, and kinds that need each other are left out together.
 */
const groups = {
  always: { sync: 20, syncLater: 12, network: 24, race: 7, edit: 22, stamp: 10, pass: 4 },
  echo: { echo: 4 },
  reassign: { reassign: 6 },
  changeBranch: { changeBranch: 3 },
  cover: { cover: 5, coverPortfolio: 4, endCover: 4 },
  importEdit: { importEdit: 6 },
  newFile: { newFile: 3 },
  children: { moveChild: 3, deleteChild: 3 },
  slowWriter: { slowWriter: 6 },
  changeRole: { changeRole: 2 },
  moveUser: { moveUser: 2 },
  disable: { disable: 2 },
  kill: { kill: 5 },
  killAt: { killAt: 8 },
  nodeDies: { nodeDies: 6, stamperDies: 3 },
  people: { switchUser: 6, signOut: 3 },
  contact: { contact: 3 },
  lock: { lock: 2 },
  cutLine: { cutLine: 4 },
  clockJump: { clockJump: 3 },
  rest: { rest: 4 },
  image: { keep: 4, putBackReplica: 3, putBackMachine: 3 },
  restore: { backUp: 5, restoreDatabase: 4 },
  loseReplica: { loseReplica: 2 },
  loseKeys: { loseKeys: 1 },
  wipe: { wipe: 1 },
  pruneFeed: { pruneFeed: 1 },
} as const satisfies Record<string, Record<string, number>>;

type Groups = typeof groups;
export type StepKind = { [Name in keyof Groups]: keyof Groups[Name] }[keyof Groups];
export const stepKinds = Object.values(groups).flatMap((kinds) => Object.keys(kinds)) as StepKind[];

/** One step. Its number gives its choices, so that leaving out others does not change them. */
export interface Step {
  readonly kind: StepKind;
  readonly number: number;
}

/** The steps of a run, so that the faults that it has meet often. */
export function planOf(seed: number, steps: number): Step[] {
  const random = randomFrom(`plan ${seed}`);
  const chosen = Object.entries(groups)
    .filter(([name]) => name === 'always' || random.chance(0.5))
    .flatMap(([, kinds]) => Object.entries(kinds) as [StepKind, number][]);
  return Array.from({ length: steps }, (_, number) => ({ kind: random.weighted(chosen), number }));
}
