/** The invariants, by the numbers that README.md explains. `alive`: an action that never ends. */
export type Invariant =
  | '1 replica equals scope'
  | '2 nothing out of scope'
  | '3 every edit is accounted for'
  | '4 checkpoint not ahead of data'
  | '5 resuming equals syncing afresh'
  | '6 same seed, same trace'
  | 'no lower revision is applied'
  | 'no field changes by itself'
  | 'every action ends'
  | 'nothing fails unexpectedly';

/** The system did what it must never do. */
export class Violation extends Error {
  readonly invariant: Invariant;
  constructor(invariant: Invariant, detail: string) {
    super(`${invariant}: ${detail}`);
    this.name = 'Violation';
    this.invariant = invariant;
  }
}
