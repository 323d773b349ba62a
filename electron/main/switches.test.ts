import { expect, it } from 'vitest';
import { dropSwitches, refusedSwitches } from './switches.ts';

function droppedWhen(started: { packaged: boolean; debugged: boolean }): string[] {
  const removed: string[] = [];
  dropSwitches(started, (name) => removed.push(name));
  return removed;
}

it('nobody looks into an installed program, or lets it take a false server for the bank’s, by its command line', () => {
  expect(droppedWhen({ packaged: true, debugged: false })).toEqual([...refusedSwitches]);
  expect(refusedSwitches).toContain('remote-debugging-port');
  expect(refusedSwitches).toContain('ignore-certificate-errors');
});

it('while developing, and in the flavour for tests, the command line counts', () => {
  expect(droppedWhen({ packaged: false, debugged: false })).toEqual([]);
  expect(droppedWhen({ packaged: true, debugged: true })).toEqual([]);
});
