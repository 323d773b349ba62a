import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { watchPower } from './power.ts';

it('a machine that locks or falls asleep locks the client; one that wakes or is unlocked syncs', () => {
  const power = new EventEmitter();
  const heard: string[] = [];
  watchPower(power, { wake: () => heard.push('sync'), lock: () => heard.push('lock') });
  for (const event of ['lock-screen', 'unlock-screen', 'suspend', 'resume']) power.emit(event);
  expect(heard).toEqual(['lock', 'sync', 'lock', 'sync']);
});
