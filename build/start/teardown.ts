const LIMIT_MS = 30_000;

/** What was started and must be stopped, last first. Stops once, however often it is asked to. */
export class Teardown {
  readonly #parts: { name: string; stop: () => Promise<unknown> }[] = [];
  #stopping: Promise<string[]> | null = null;

  add(name: string, stop: () => Promise<unknown>): void {
    this.#parts.push({ name, stop });
  }

  /** Resolves with the names of the parts that did not stop as they should. */
  stop(): Promise<string[]> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<string[]> {
    const failed: string[] = [];
    // A part can be added while others stop: a step that was under way when the request came.
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      if (!(await stops(part.stop))) failed.push(part.name);
    }
    return failed;
  }
}

/** One part that hangs must not keep the others running. */
async function stops(stop: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LIMIT_MS);
  });
  const done = stop().then(
    () => true,
    () => false,
  );
  return Promise.race([done, limit]).finally(() => clearTimeout(timer));
}
