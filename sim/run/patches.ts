/** A change of product code for a run only: loaded code differs from the file, the file does not. */
export interface Patch {
  /** From the project's root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Small pages and batches, so that a handful of customers is many of them. */
export const smallPages: readonly Patch[] = [
  { file: 'shared/protocol/pull.ts', find: 'PULL_LIMIT = 2000', replace: 'PULL_LIMIT = 12' },
  { file: 'shared/protocol/push.ts', find: 'PUSH_LIMIT = 100', replace: 'PUSH_LIMIT = 3' },
  { file: 'sync-server/pull/download.ts', find: 'FILES_AT_ONCE = 50', replace: 'FILES_AT_ONCE = 2' },
  { file: 'sync-server/pull/compare.ts', find: 'SENT = 50', replace: 'SENT = 1' },
  { file: 'shared/protocol/reconcile.ts', find: 'COMPARE_LIMIT = 1000', replace: 'COMPARE_LIMIT = 2' },
];

/** Throws when the code has changed so that a patch does not fit any more: plant it anew. */
export function patched(file: string, source: string, patches: readonly Patch[]): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((text, { find, replace }) => {
      const parts = text.split(find);
      if (parts.length !== 2)
        throw new Error(`${file}: "${find}" stands there ${parts.length - 1} times, not once`);
      return parts.join(replace);
    }, source);
}

/** Where a realm keeps the name of the defect that its code has now. */
const PLANTED = 'branchlineSimulatedDefect';

/** The text in a defect's code that is true while the defect is in force. */
export const planted = (defect: string) => `(globalThis.${PLANTED} === ${JSON.stringify(defect)})`;

/** From now on this realm's code has this defect, if it was loaded with its patches; `undefined`: none. */
export function plant(defect: string | undefined): void {
  Reflect.set(globalThis, PLANTED, defect);
}
