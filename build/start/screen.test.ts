import { describe, expect, it } from 'vitest';
import { hasDisplay } from './open-client.ts';
import { Steps } from './steps.ts';
import { signInTable } from './summary.ts';

function screen(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const steps = new Steps({ isTTY, write: (text) => written.push(text) }, () => now);
  return { steps, written, pass: (ms: number) => (now += ms) };
}

describe('a step', () => {
  it('ends with its name and the time it took', async () => {
    const { steps, written, pass } = screen(false);
    await steps.run('Client built', async () => void pass(8200));
    expect(written).toEqual(['  8.2 s  Client built\n']);
  });

  it('in a log tells how far it is now and then, on a terminal in one line', async () => {
    const log = screen(false);
    await log.steps.run('Bank', async (tell) => {
      for (let n = 0; n < 100; n++) {
        log.pass(100);
        tell(`${n}`);
      }
    });
    expect(log.written.length).toBeLessThan(6);
    const terminal = screen(true);
    await terminal.steps.run('Bank', async (tell) => tell('5 of 10'));
    expect(terminal.written.join('')).toContain('\r\x1b[K  …      Bank: 5 of 10');
  });
});

it('the table of sign-ins has one line for each role and lines up with Chinese in it', () => {
  const person = { password: 'p', branch: 'B' } as const;
  const table = signInTable([
    { ...person, role: 'teller', username: 'teller', name: '李婷' },
    { ...person, role: 'teller', username: 'teller2', name: '周佳琪' },
    { ...person, role: 'auditor', username: 'auditor', name: 'Sun' },
  ]);
  const [, teller = '', auditor = ''] = table.split('\n');
  expect(table.split('\n')).toHaveLength(3);
  expect(teller.indexOf('李婷')).toBe(auditor.indexOf('Sun'));
});

it('a client is opened only where there is a display', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('win32', {})).toBe(true);
});
