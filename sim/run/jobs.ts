import type { EditFigures } from '../checks/edits.ts';
import type { Step } from '../steps/plan.ts';
import type { Tally } from '../world/happening.ts';
import type { Invariant } from '../world/violation.ts';
import type { Patch } from './patches.ts';

export interface WorkerInput {
  databaseUrl: string;
  bundle: string;
  patches: readonly Patch[];
}

/** One run, handed to a worker. */
export interface Job {
  seed: number;
  steps: readonly Step[];
  /** The defect that the product's code has in this run; it was loaded with the patches. */
  defect?: string;
  /** Run once more, to compare the traces. */
  twice?: boolean;
  /** Milliseconds that may be spent on leaving steps out of one that fails. */
  shrinkFor?: number;
}

/** An invariant did not hold. */
export interface Failure {
  seed: number;
  invariant: Invariant;
  detail: string;
  /** As few as were found to be enough. */
  steps: readonly Step[];
  trace: readonly string[];
}

export interface Done {
  seed: number;
  digest: string;
  edits: EditFigures;
  happened: Tally;
  failure: Failure | undefined;
}
