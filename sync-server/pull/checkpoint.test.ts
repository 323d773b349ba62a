import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type CheckpointState, openCheckpoint, sealCheckpoint, withoutOthers } from './checkpoint.ts';

const key = randomBytes(32);
const [own, other] = [v7(), v7()];
const files = {
  kind: 'files',
  channels: ['branch:x'],
  after: '00000000-0000-0000-0000-000000000000',
} as const;
const inboxOf = (userId: string) => ({ kind: 'inbox', userId, after: files.after }) as const;
const state: CheckpointState = {
  scope: 'shared:1',
  rules: '1:teller',
  positions: {
    ref: [3, 9007199254740991],
    'branch:x': [0, 0],
    [`user:${own}`]: [5, 1],
    [`user:${other}`]: [7, 2],
  },
  stages: [{ ...files, channels: [...files.channels] }, inboxOf(own), inboxOf(other)],
  complete: false,
  files: { done: 1, total: 2 },
};

describe('[L1] a checkpoint', () => {
  it('comes back as it was given', () => {
    expect(openCheckpoint(key, sealCheckpoint(key, state))).toEqual(state);
  });

  it('with any character changed is refused', () => {
    const text = sealCheckpoint(key, state);
    for (let i = 0; i < text.length; i += 7) {
      const changed = text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1);
      expect(() => openCheckpoint(key, changed), `at ${i}`).toThrow();
    }
    expect(() => openCheckpoint(randomBytes(32), text)).toThrow();
  });

  it('of an older server’s shape cannot be read', () => {
    const { scope: _, ...rest } = state;
    expect(openCheckpoint(key, sealCheckpoint(key, { ...rest, userId: own } as never))).toBeUndefined();
  });
});

describe('[L13] a checkpoint of a shared replica', () => {
  it('says to its next user nothing of what others have read of theirs', () => {
    expect(withoutOthers(state, own)).toEqual({
      ...state,
      positions: { ref: [3, 9007199254740991], 'branch:x': [0, 0], [`user:${own}`]: [5, 1] },
      stages: [files, inboxOf(own)],
    });
  });
});
