import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Bench } from '../harness/bench.ts';
import { CHROMIUM, FLAGS } from '../harness/browser.ts';
import { bundle } from '../harness/bundle.ts';
import { serve } from '../harness/page.ts';

/** Milliseconds of work before the kill, at most. */
const LIFE = 1200;
const START = 60_000;

export const bench: Bench = {
  about: 'kill -9 of the whole browser during writes, --trials times; counts what was lost or torn',
  sizes: [],
  async run({ records, profiles, trials }) {
    const folder = await profiles.folder();
    const script = await bundle(new URL('../worker/kill.ts', import.meta.url));
    const promised: number[] = [];
    const wrong: string[] = [];
    let trial = 0;
    let heard: ((faults: string[]) => void) | undefined;
    let running: ChildProcess | undefined;
    process.on('exit', () => {
      if (running !== undefined) killGroup(running);
    });
    const site = await serve(script, async (path, request) => {
      if (path === '/told') return JSON.stringify({ trial, promised: promised.slice(-500) });
      if (path === '/promise') promised.push(Number(await bodyOf(request)));
      if (path === '/verdict') heard?.(JSON.parse(await bodyOf(request)) as string[]);
      if (path === '/failed') wrong.push(await bodyOf(request));
      return path === '/promise' || path === '/verdict' || path === '/failed' ? '' : undefined;
    });
    try {
      for (trial = 1; trial <= trials + 1; trial += 1) {
        const verdict = new Promise<string[]>((resolve) => {
          heard = resolve;
        });
        const browser = spawn(
          CHROMIUM,
          [...FLAGS, '--headless=new', `--user-data-dir=${folder}`, `${site.origin}/`],
          { detached: true, stdio: 'ignore' },
        );
        running = browser;
        try {
          const faults = await Promise.race([verdict, tooLate()]);
          for (const fault of faults) wrong.push(`trial ${trial}: ${fault}`);
          if (trial <= trials) await new Promise((resolve) => setTimeout(resolve, Math.random() * LIFE));
        } finally {
          running = undefined;
          await kill(browser);
        }
      }
    } finally {
      site.close();
    }
    for (const fault of wrong) console.error(fault);
    const add = (metric: string, value: number) =>
      records.add({ bench: 'kill', subject: 'encrypted', metric, value, unit: 'count' });
    add('kills during writes', trials);
    add('edits promised', promised.length);
    add('lost, torn or ahead of its data', wrong.length);
  },
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function tooLate(): Promise<string[]> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(['no verdict']), START).unref();
  });
}

async function kill(browser: ChildProcess): Promise<void> {
  const gone = once(browser, 'exit');
  killGroup(browser);
  await gone;
}

/** The browser with all its processes at once. */
function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}
