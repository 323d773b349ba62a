import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { type Leave, leaveWhenClosed } from './leave.ts';

/** The program as it is left: its window closed, and what it still does under the test's control. */
function leaving(given: Partial<Pick<Leave, 'settle' | 'install'>> = {}) {
  const app = new EventEmitter();
  const told: string[] = [];
  const settled = Promise.withResolvers<void>();
  let destroyed = false;
  leaveWhenClosed({
    app: Object.assign(app, { quit: () => void told.push('quit') }),
    window: {
      isDestroyed: () => destroyed,
      isMinimized: () => false,
      show: () => told.push('shown'),
      restore: () => undefined,
      focus: () => undefined,
    },
    settle: () => settled.promise,
    install: async () => false,
    relaunch: () => told.push('relaunch'),
    onFault: () => told.push('fault'),
    ...given,
  });
  return {
    told,
    startAgain: () => app.emit('second-instance'),
    close() {
      destroyed = true;
      app.emit('will-quit', { preventDefault: () => told.push('not yet') });
    },
    settle: settled.resolve,
  };
}

it('a second start shows the window there is', () => {
  const { told, startAgain } = leaving();
  startAgain();
  expect(told).toEqual(['shown']);
});

it('a start while the last writes are done brings the program back once they are', async () => {
  const { told, startAgain, close, settle } = leaving();
  close();
  startAgain();
  expect(told).toEqual(['not yet']);
  settle();
  await expect.poll(() => told).toEqual(['not yet', 'relaunch', 'quit']);
});

it('who starts it again while an update is installed gets the new version, not the old one under the installer', async () => {
  const asked: boolean[] = [];
  const { told, startAgain, close, settle } = leaving({
    async install(restart) {
      startAgain();
      asked.push(restart());
      return true;
    },
  });
  close();
  settle();
  await expect.poll(() => told).toEqual(['not yet', 'quit']);
  expect(asked).toEqual([true]);
});

it('a write that fails is noted, and the program ends', async () => {
  const { told, close } = leaving({ settle: () => Promise.reject(new Error('disk')) });
  close();
  await expect.poll(() => told).toEqual(['not yet', 'fault', 'quit']);
});
