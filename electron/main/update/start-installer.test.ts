import { EventEmitter } from 'node:events';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import { expect, it } from 'vitest';
import { createQuitGate } from './start-installer.ts';

/** electron-updater at the one seam where it tells how a start went; `start` is what the system makes of it. */
function gateWith(start: (updater: EventEmitter, app: AppAdapter) => void, patience?: number) {
  let quits = 0;
  const gate = createQuitGate(
    {
      version: '1.0.0',
      name: 'branchline',
      isPackaged: true,
      appUpdateConfigPath: '',
      userDataPath: '',
      baseCachePath: '',
      whenReady: async () => undefined,
      relaunch: () => undefined,
      quit: () => {
        quits += 1;
      },
      onQuit: () => undefined,
    },
    patience,
  );
  const events = new EventEmitter();
  const updater = Object.assign(events, {
    quitAndInstall: () => start(events, gate.app),
  });
  return { install: () => gate.install(updater, true), events, quits: () => quits };
}

it('an installer that starts ends the program', async () => {
  const { install, events, quits } = gateWith((_updater, app) => void setImmediate(() => app.quit()));
  await install();
  expect([quits(), events.listenerCount('error')]).toEqual([1, 0]);
});

it('on Windows one that the system does not let start is a failure, and the program goes on though electron-updater ends it', async () => {
  const refused = new Error('spawn EPERM');
  const ended = Promise.withResolvers<void>();
  const { install, quits } = gateWith((updater, app) => {
    process.nextTick(() => updater.emit('error', refused));
    setImmediate(() => {
      app.quit();
      ended.resolve();
    });
  });
  await expect(install()).rejects.toBe(refused);
  await ended.promise;
  expect(quits()).toBe(0);
});

it('one of which nothing is heard is a failure too, and can be tried again', async () => {
  let tries = 0;
  const { install, quits } = gateWith((_updater, app) => {
    tries += 1;
    if (tries > 1) app.quit();
  }, 20);
  await expect(install()).rejects.toThrow('did not start');
  await install();
  expect(quits()).toBe(1);
});
