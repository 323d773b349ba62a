import { expect, it } from 'vitest';
import { handleCommand, runCommand } from './commands.ts';

it('a command goes to the screen in front, and back to the frame when that screen has gone', () => {
  const ran: string[] = [];
  const removeFrame = handleCommand('add-task', () => ran.push('frame'));
  const removePage = handleCommand('add-task', () => ran.push('page'));
  expect(runCommand('add-task')).toBe(true);
  removePage();
  runCommand('add-task');
  removeFrame();
  expect(ran).toEqual(['page', 'frame']);
});

it('a command that nobody carries out says so', () => {
  expect(runCommand('sync-now')).toBe(false);
});
