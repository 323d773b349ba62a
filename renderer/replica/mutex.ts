export type Mutex = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs work one after the other, in the order it was asked for. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return run;
  };
}
