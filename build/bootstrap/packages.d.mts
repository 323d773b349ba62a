/** Why the packages must be installed (again), or `null` when what is there fits the lock file. */
export function packagesProblem(root: string): string | null;
/** The project's own Node. */
export function nodeOf(root: string): string;
/** Runs `npm ci`. Rejects with a sentence. */
export function installPackages(root: string, signal: AbortSignal): Promise<string>;
