import type { Profiles } from './profiles.ts';
import type { Records } from './records.ts';

export interface BenchContext {
  records: Records;
  profiles: Profiles;
  /** Documents in the replica, smallest first. */
  sizes: readonly number[];
  /** Comparisons to leave out. */
  without: readonly string[];
  /** How often to repeat what chance decides. */
  trials: number;
  /** Where to write CPU profiles of the Worker, if anywhere. */
  cpuProfiles?: string;
}

/** What a file in `benches/` exports as `bench`; the file's name is the bench's. */
export interface Bench {
  /** One line for the list of benches. */
  about: string;
  /** Used where `--sizes` does not say. */
  sizes: readonly number[];
  run(context: BenchContext): Promise<void>;
}
