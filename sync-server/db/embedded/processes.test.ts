import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, startOf } from './processes.ts';

let parent: ChildProcess | undefined;
afterEach(async () => {
  if (!parent) return;
  parent.kill('SIGKILL');
  await once(parent, 'close');
  parent = undefined;
});

describe('a process', () => {
  it('lives, and keeps the time of its start', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(startOf(process.pid)).toBe(startOf(process.pid));
  });

  it('that never was does not', () => {
    expect(isAlive(2 ** 22 - 1)).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'that was killed does not, though nobody has asked for its end',
    async () => {
      // The shell becomes a program that does not know of its child.
      parent = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [told] = await once(parent.stdout as NodeJS.ReadableStream, 'data');
      const child = Number(String(told));
      await expect.poll(() => startOf(parent?.pid ?? 0)).not.toBeNull();
      expect(isAlive(child)).toBe(true);
      process.kill(child, 'SIGKILL');
      await expect.poll(() => isAlive(child)).toBe(false);
      // It still has its number: that alone says nothing.
      expect(() => process.kill(child, 0)).not.toThrow();
    },
  );
});
