import { beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '#renderer/replica/api/session.ts';
import { newId } from '#shared/domain/ids.ts';
import { createGate } from './gate.ts';

let asked: string[];
let erasing: PromiseWithResolvers<void>;

function gateOf() {
  return createGate(
    {
      lock: async () => void asked.push('lock'),
      signOut: async (options) => {
        asked.push(options?.erase ? 'erase' : 'sign out');
        await erasing.promise;
      },
    },
    {
      now: () => 5,
      clearMessages: () => void asked.push('clear messages'),
      forgetAddress: () => void asked.push('forget address'),
    },
  );
}

function sessionOf(username: string, signOut: 'keep' | 'erase' = 'keep'): Session {
  const id = newId();
  const branch = { branchId: id, branchName: '网点', branchNameEn: 'Branch' };
  return {
    user: { id, username, name: username, nameEn: username, role: 'teller', ...branch },
    policy: { idleLockMinutes: 5, lockedHours: 8, signOut },
    mode: 'online',
  };
}

beforeEach(() => {
  asked = [];
  erasing = Promise.withResolvers();
});

describe('a lock', () => {
  it('takes down screens and messages, locks the replica, and gives the same place back', () => {
    const gate = gateOf();
    const session = sessionOf('a');
    gate.getState().enter(session);
    const { phase } = gate.getState();
    gate.getState().lock();
    expect(gate.getState().phase).toMatchObject({ name: 'locked', form: 'unlock', since: 5 });
    expect(asked).toEqual(['clear messages', 'lock']);
    gate.getState().enter(session);
    expect(gate.getState().phase).toMatchObject({ name: 'open', held: phase.name === 'open' && phase.held });
  });

  it('asks every form what it holds before the screens go', () => {
    const gate = gateOf();
    gate.getState().enter(sessionOf('a'));
    const { phase } = gate.getState();
    if (phase.name !== 'open') throw new Error('not open');
    phase.held.keep.hold('note', { read: () => 'typed', typed: true });
    gate.getState().lock('switch');
    expect(phase.held.keep.found('note')).toBe('typed');
  });

  it('of nobody, or twice, changes nothing', () => {
    const gate = gateOf();
    gate.getState().lock();
    gate.getState().enter(sessionOf('a'));
    gate.getState().lock('switch');
    gate.getState().lock();
    expect(gate.getState().phase).toMatchObject({ name: 'locked', form: 'switch' });
    expect(asked.filter((what) => what === 'lock')).toHaveLength(1);
  });
});

it('somebody else who signs in over a locked session finds nothing of it', () => {
  const gate = gateOf();
  gate.getState().enter(sessionOf('a'));
  const { phase } = gate.getState();
  if (phase.name !== 'open') throw new Error('not open');
  let disposed = 0;
  phase.held.router = { dispose: () => disposed++ };
  phase.held.keep.hold('note', { read: () => 'typed', typed: true });
  gate.getState().lock('switch');
  gate.getState().enter(sessionOf('b'));
  expect(disposed).toBe(1);
  expect(phase.held.keep.hasTyped()).toBe(false);
  expect(asked).toContain('forget address');
});

describe('a sign-out', () => {
  it('closes the screens at once and says what became of the data', async () => {
    const gate = gateOf();
    gate.getState().enter(sessionOf('a'));
    gate.getState().leave({ erase: true });
    expect(gate.getState().phase).toEqual({ name: 'signed-out', username: 'a', notice: 'erasing' });
    erasing.resolve();
    await expect.poll(() => gate.getState().phase).toMatchObject({ notice: 'erased' });
  });

  it('by policy erases without being asked to, and tells when that failed', async () => {
    const gate = gateOf();
    gate.getState().enter(sessionOf('a', 'erase'));
    gate.getState().leave();
    expect(asked).toContain('sign out');
    erasing.reject(new Error('disk'));
    await expect.poll(() => gate.getState().phase).toMatchObject({ notice: 'erase_failed' });
  });

  it('does not talk into the session of whoever came next', async () => {
    const gate = gateOf();
    gate.getState().enter(sessionOf('a', 'erase'));
    gate.getState().leave();
    gate.getState().enter(sessionOf('b'));
    erasing.resolve();
    await erasing.promise;
    expect(gate.getState().phase).toMatchObject({ name: 'open', session: { user: { username: 'b' } } });
  });
});

it('an order to erase ends the session, locked or not', () => {
  const gate = gateOf();
  gate.getState().enter(sessionOf('a'));
  gate.getState().lock();
  gate.getState().lost('device_wiped');
  expect(gate.getState().phase).toMatchObject({ name: 'signed-out', notice: 'wiped' });
});

it('a session that the replica has lost keeps its place until the same person signs in again', () => {
  const gate = gateOf();
  const session = sessionOf('a');
  gate.getState().enter(session);
  const { phase } = gate.getState();
  gate.getState().lost('offline');
  expect(gate.getState().phase).toBe(phase);
  gate.getState().lost('not_signed_in');
  expect(gate.getState().phase).toMatchObject({ name: 'locked', form: 'again' });
  gate.getState().enter(session);
  expect(gate.getState().phase).toMatchObject({ name: 'open', held: phase.name === 'open' && phase.held });
  gate.getState().lost('offline_window_over');
  expect(gate.getState().phase).toMatchObject({ name: 'locked', form: 'over' });
});

it('who looks at the sign-in of others comes back to the reason why the session is over, not to a password', () => {
  const gate = gateOf();
  gate.getState().enter(sessionOf('a'));
  gate.getState().lock();
  gate.getState().lost('offline_window_over');
  gate.getState().show('switch');
  expect(gate.getState().phase).toMatchObject({ form: 'switch' });
  gate.getState().show('unlock');
  expect(gate.getState().phase).toMatchObject({ form: 'over' });
  gate.getState().enter(sessionOf('a'));
  gate.getState().lock();
  expect(gate.getState().phase).toMatchObject({ form: 'unlock' });
  gate.getState().show('again');
  gate.getState().show('unlock');
  expect(gate.getState().phase).toMatchObject({ form: 'unlock' });
});
