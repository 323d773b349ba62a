import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDraftWriter, restoredOver, WRITE_BEHIND } from './draft-writer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const written: unknown[] = [];
  const writer = createDraftWriter(async (value) => void written.push(value));
  return { written, writer };
}

it('typing is written behind, the latest once, and never later than half a second', () => {
  const { written, writer } = setUp();
  for (const note of ['约', '约周', '约周五']) {
    writer.note({ note });
    vi.advanceTimersByTime(WRITE_BEHIND / 4);
  }
  expect(written).toEqual([]);
  vi.advanceTimersByTime(WRITE_BEHIND / 4);
  expect(written).toEqual([{ note: '约周五' }]);
});

it('leaving the field or the page does not wait', () => {
  const { written, writer } = setUp();
  writer.note({ note: 'x' });
  writer.flush();
  expect(written).toEqual([{ note: 'x' }]);
  writer.flush();
  expect(written).toHaveLength(1);
});

it('what is the same is not written again, and nothing typed writes nothing', () => {
  const { written, writer } = setUp();
  writer.note(null);
  writer.note({ note: 'x' });
  writer.flush();
  writer.note({ note: 'x' });
  vi.advanceTimersByTime(WRITE_BEHIND);
  expect(written).toEqual([{ note: 'x' }]);
});

it('saved or discarded, it is gone, and what waited is not written any more', () => {
  const { written, writer } = setUp();
  writer.note({ note: 'x' });
  writer.drop();
  vi.advanceTimersByTime(WRITE_BEHIND);
  expect(written).toEqual([null]);
});

it('a write that failed is tried again with the next key', async () => {
  let fail = true;
  const written: unknown[] = [];
  const writer = createDraftWriter(async (value) => {
    if (fail) throw new Error('storage_full');
    written.push(value);
  });
  writer.note({ note: 'x' });
  writer.flush();
  await Promise.resolve();
  fail = false;
  writer.note({ note: 'x' });
  writer.flush();
  expect(written).toEqual([{ note: 'x' }]);
});

it('a draft comes back over a document that went on: fields nobody typed in stay as they are now', () => {
  const draft = { values: { mobile: '139', employer: 'old' }, base: { mobile: '138', employer: 'old' } };
  expect(restoredOver({ mobile: '138', employer: 'new' }, draft)).toEqual({ mobile: '139', employer: 'new' });
});
