import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openJournal } from './journal.ts';

const appender = join(import.meta.dirname, 'test', 'appender.ts');

/**
 * Runs the appender until it has said so many lines, kills it, and tells everything it said. It speaks into a file: a
 * pipe that is full would hold lines back that were never read, and the kill would take them.
 */
async function runAndKill(folder: string, lines: number): Promise<string[]> {
  const heard = join(folder, 'said.txt');
  const output = await open(heard, 'w');
  const said = async () => (await readFile(heard, 'utf8')).split('\n').slice(0, -1);
  try {
    const child = spawn(process.execPath, [appender, folder], { stdio: ['ignore', output.fd, 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await expect
      .poll(async () => (await said()).length, { interval: 3, timeout: 30_000 })
      .toBeGreaterThan(lines);
    child.kill('SIGKILL');
    await ended;
    return await said();
  } finally {
    await output.close();
  }
}

it('kill -9 at any moment: what was said to be saved is there, what was said to be removed is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-journal-'));
  try {
    const saved = new Set<string>();
    const removed = new Set<string>();
    for (let round = 0; round < 8; round++) {
      for (const line of await runAndKill(folder, 5 + round * 17)) {
        const ids = line.slice(1).split(',');
        if (line.startsWith('+')) for (const id of ids) saved.add(id);
        // Being removed when it was killed: both answers are right.
        if (line.startsWith('?')) for (const id of ids) saved.delete(id);
        if (line.startsWith('-')) for (const id of ids) removed.add(id);
      }
      let damaged = false;
      const journal = await openJournal({
        folder,
        onDamage: () => {
          damaged = true;
        },
      });
      const found = new Set((await journal.read()).map(({ mutationId }) => mutationId));
      expect(damaged).toBe(false);
      expect([...saved].filter((id) => !found.has(id))).toEqual([]);
      expect([...removed].filter((id) => found.has(id))).toEqual([]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
