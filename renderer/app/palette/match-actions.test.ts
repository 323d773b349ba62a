import { describe, expect, it } from 'vitest';
import { resources } from '#renderer/i18n/resources.ts';
import type { Action } from '#renderer/ui/actions.ts';
import { matchActions, searchable } from './match-actions.ts';
import { readingsOf } from './readings.ts';

const actions: Action[] = [
  { id: 'lock', group: 'session', label: (words) => words.app.action.lock, run: () => undefined },
  { id: 'sync', group: 'work', label: (words) => words.app.action.syncNow, run: () => undefined },
  { id: 'switch', group: 'session', label: (words) => words.app.action.switchUser, run: () => undefined },
  {
    id: 'settings',
    group: 'go',
    label: (words) => words.app.nav.settings,
    keywords: (words) => words.commands.keywords.settings,
    run: () => undefined,
  },
];
const known = actions.map((action) =>
  searchable(action, readingsOf(actions.map(({ label }) => label(resources['zh-CN'])))),
);
const found = (typed: string) => matchActions(known, typed).map(({ id }) => id);

describe('an action is found', () => {
  it.each([
    ['锁', 'lock'],
    ['lock', 'lock'],
    ['sd', 'lock'],
    ['suoding', 'lock'],
    ['sync now', 'sync'],
    ['user', 'switch'],
    ['qhyh', 'switch'],
    ['字体', 'settings'],
  ])('by %s, whatever the language of the screen', (typed, id) => {
    expect(found(typed)[0]).toBe(id);
  });

  it('by nothing typed: all of them in their order', () => {
    expect(found(' ')).toEqual(['lock', 'sync', 'switch', 'settings']);
  });

  it('and not by a letter in the middle of its name', () => {
    expect(found('k')).toEqual([]);
  });
});

it('a key costs less than a frame with a thousand actions', () => {
  const many = Array.from({ length: 250 }, () => known).flat();
  const took = Array.from({ length: 20 }, () => {
    const started = performance.now();
    matchActions(many, 'sync');
    return performance.now() - started;
  });
  // The quickest: what else the machine does is not the function's.
  expect(Math.min(...took)).toBeLessThan(16);
});
