import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface BenchNode {
  readonly url: string;
  readonly pid: number;
  /** Collects its garbage, so that what is resident is what is needed. */
  collect(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The product's server over loopback, its limits of requests out of the way.
 *
 * @param profiles  where it writes a profile of its work when it ends
 */
export async function startNode(databaseUrl: string, profiles?: string): Promise<BenchNode> {
  const child = fork(new URL('./node-process.ts', import.meta.url), {
    execArgv: [
      '--expose-gc',
      ...(profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]),
    ],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  const ended = once(child, 'exit');
  const [url] = (await Promise.race([once(child, 'message'), ended.then(failed)])) as [string];
  return {
    url,
    pid: child.pid ?? 0,
    collect: async () => {
      child.send('collect');
      await once(child, 'message');
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function failed(): never {
  throw new Error('the node did not start');
}
