import { expect, it } from 'vitest';
import { createKeep } from './keep.ts';

it('what a form holds at the lock is found after it, once the form is gone', () => {
  const keep = createKeep();
  const stop = keep.hold('note', { read: () => '约周五面谈', typed: true });
  keep.collect();
  stop();
  expect(keep.found('note')).toBe('约周五面谈');
  keep.forget('note');
  expect(keep.found('note')).toBeUndefined();
});

it('a form closed before the lock leaves nothing, and one that holds nothing neither', () => {
  const keep = createKeep();
  keep.hold('closed', { read: () => 'x', typed: true })();
  keep.hold('empty', { read: () => undefined, typed: true });
  keep.collect();
  expect(keep.found('closed')).toBeUndefined();
  expect(keep.found('empty')).toBeUndefined();
  expect(keep.hasTyped()).toBe(false);
});

it('tells typed text from places, on a screen and kept', () => {
  const keep = createKeep();
  keep.hold('tab', { read: () => 'profile', typed: false });
  expect(keep.hasTyped()).toBe(false);
  const stop = keep.hold('note', { read: () => 'x', typed: true });
  expect(keep.hasTyped()).toBe(true);
  keep.collect();
  stop();
  expect(keep.hasTyped()).toBe(true);
  keep.clear();
  expect(keep.hasTyped()).toBe(false);
});

it('a form opened again under the same key is the one that counts', () => {
  const keep = createKeep();
  const stopOld = keep.hold('note', { read: () => 'old', typed: true });
  keep.hold('note', { read: () => 'new', typed: true });
  stopOld();
  keep.collect();
  expect(keep.found('note')).toBe('new');
});
