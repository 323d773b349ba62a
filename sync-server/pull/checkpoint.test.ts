import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type CheckpointState, openCheckpoint, sealCheckpoint } from './checkpoint.ts';

const key = randomBytes(32);
const state: CheckpointState = {
  userId: v7(),
  rules: '1:teller',
  positions: { ref: [3, 9007199254740991], 'branch:x': [0, 0] },
  stages: [{ kind: 'files', channels: ['branch:x'], after: '00000000-0000-0000-0000-000000000000' }],
  complete: false,
  files: { done: 1, total: 2 },
};

describe('[L1] a checkpoint', () => {
  it('comes back as it was given, to its own user only', () => {
    const text = sealCheckpoint(key, state);
    expect(openCheckpoint(key, text, state.userId)).toEqual(state);
    expect(() => openCheckpoint(key, text, v7())).toThrow(/not a checkpoint/);
  });

  it('with any character changed is refused', () => {
    const text = sealCheckpoint(key, state);
    for (let i = 0; i < text.length; i += 7) {
      const changed = text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1);
      expect(() => openCheckpoint(key, changed, state.userId), `at ${i}`).toThrow();
    }
    expect(() => openCheckpoint(randomBytes(32), text, state.userId)).toThrow();
  });

  it('of an older server’s shape asks for a new start', () => {
    const old = sealCheckpoint(key, { v: 0 } as never);
    expect(() => openCheckpoint(key, old, state.userId)).toThrow(/another version/);
  });
});
