import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { watchPower } from './power.ts';

it('a machine that locks or falls asleep locks the client, one that wakes or is unlocked syncs; its end is told', () => {
  const power = new EventEmitter();
  const heard: string[] = [];
  watchPower(power, {
    wake: () => heard.push('sync'),
    lock: () => heard.push('lock'),
    end: () => heard.push('end'),
  });
  for (const event of ['lock-screen', 'unlock-screen', 'suspend', 'resume', 'shutdown']) power.emit(event);
  expect(heard).toEqual(['lock', 'sync', 'lock', 'sync', 'end']);
});
