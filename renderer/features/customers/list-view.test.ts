import { describe, expect, it } from 'vitest';
import { fieldValues } from '#shared/model/mutation.ts';
import { builtInIds, builtInViews } from './built-in-views.ts';
import { moved, resized, toggledColumn } from './column-edits.ts';
import { isTypeAhead, nextActiveRow, nextColumn } from './grid-keys.ts';
import { noFilters, plainArrangement, readArrangement } from './list-arrangement.ts';
import { activeFilters, arrangementOf, type ListView, queryOf, withoutFilter } from './list-view.ts';

const today = '2026-05-20';
const viewOf = (change: Partial<ListView> = {}): ListView => ({
  ...plainArrangement,
  ownerId: 'me',
  viewId: 'all',
  text: '',
  collapsed: [],
  active: 0,
  activeColumn: null,
  offset: 0,
  lines: 0,
  matching: 0,
  total: 0,
  ...change,
});

describe('a saved view', () => {
  it.each(builtInIds)('comes back as it was saved: %s', (id) => {
    const stored: unknown = JSON.parse(JSON.stringify(fieldValues.parse(builtInViews[id])));
    expect(readArrangement(stored)).toEqual({ arrangement: builtInViews[id], partial: false });
  });

  it('of before there was a filter comes back whole', () => {
    const { sources: _, ...filters } = builtInViews.maturing.filters;
    const { arrangement, partial } = readArrangement({ ...builtInViews.maturing, filters });
    expect({ arrangement, partial }).toEqual({ arrangement: builtInViews.maturing, partial: false });
  });

  it('of a newer version shows what this one knows, and says that something is missing', () => {
    const { arrangement, partial } = readArrangement({
      ...builtInViews.maturing,
      columns: ['name', 'satisfaction'],
      group: 'weather',
      filters: { ...noFilters, maturingDays: 30, mood: 'good', grades: ['platinum'] },
    });
    expect(partial).toBe(true);
    expect(arrangement).toEqual({
      ...builtInViews.maturing,
      columns: plainArrangement.columns,
      filters: { ...noFilters, maturingDays: 30 },
    });
  });

  it.each([undefined, null, 7, 'view', [], { filters: 3, columns: 'all' }])(
    'that is damaged is the list as it is at first: %j',
    (value) => {
      expect(readArrangement(value)).toEqual({ arrangement: plainArrangement, partial: true });
    },
  );

  it('never lacks the name, and has no column twice', () => {
    const { arrangement } = readArrangement({ ...plainArrangement, columns: ['assets', 'grade', 'assets'] });
    expect(arrangement.columns).toEqual(['name', 'assets', 'grade']);
  });

  it('does not keep what was searched for', () => {
    expect(JSON.stringify(arrangementOf(viewOf({ text: '张伟' })))).not.toContain('张伟');
  });
});

describe('what the worker is asked', () => {
  it('counts a view’s days from today', () => {
    const filters = { ...noFilters, notContactedDays: 90, maturingDays: 30, birthdayThisMonth: true };
    expect(queryOf(viewOf({ filters }), today)).toMatchObject({
      contactBefore: new Date('2026-02-19T00:00:00').toISOString(),
      maturing: { from: today, to: '2026-06-19' },
      birthMonth: 5,
    });
  });

  it('names the user for “mine”, and the day only where groups depend on it', () => {
    expect(queryOf(viewOf({ filters: { ...noFilters, mine: true } }), today)).toEqual({
      managerId: 'me',
      sort: 'assets',
      descending: true,
    });
    expect(queryOf(viewOf({ group: 'lastContact', collapsed: ['d7'] }), today)).toMatchObject({
      group: 'lastContact',
      collapsed: ['d7'],
      today,
    });
  });
});

it('filters that are on can be taken off one by one', () => {
  const filters = { ...noFilters, tags: ['房贷'], problem: true, assetsFrom: 0 };
  expect(activeFilters(filters)).toEqual(['tags', 'problem', 'assetsFrom']);
  expect(activeFilters(withoutFilter(filters, 'problem'))).toEqual(['tags', 'assetsFrom']);
  expect(withoutFilter(withoutFilter(filters, 'problem'), 'assetsFrom')).toEqual({
    ...noFilters,
    tags: ['房贷'],
  });
});

describe('columns', () => {
  it('move by one place and stop at the ends', () => {
    expect(moved(['name', 'grade', 'assets'], 'assets', -1)).toEqual(['name', 'assets', 'grade']);
    expect(moved(['name', 'grade', 'assets'], 'name', -1)).toEqual(['name', 'grade', 'assets']);
    expect(moved(['name', 'grade', 'assets'], 'tags', 1)).toEqual(['name', 'grade', 'assets']);
  });

  it('are taken off and put at the end; the name stays', () => {
    expect(toggledColumn(['name', 'grade'], 'grade')).toEqual(['name']);
    expect(toggledColumn(['name', 'grade'], 'tags')).toEqual(['name', 'grade', 'tags']);
    expect(toggledColumn(['name', 'grade'], 'name')).toEqual(['name', 'grade']);
  });

  it('keep a width that can be read and seen', () => {
    expect([resized(100, 20), resized(70, -20), resized(590, 20)]).toEqual([120, 60, 600]);
  });
});

describe('the keyboard of the grid', () => {
  it('walks line by line, page by page and to the ends', () => {
    const walk = (key: string) => nextActiveRow(key, 10, 100, 20);
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'].map(walk)).toEqual([
      11,
      9,
      30,
      0,
      0,
      99,
      null,
    ]);
    expect(nextActiveRow('ArrowDown', 0, 0, 20)).toBeNull();
  });

  it('goes from the row into its columns and back to the row', () => {
    const columns = ['name', 'grade'] as const;
    expect(nextColumn('ArrowRight', null, columns)).toBe('name');
    expect(nextColumn('ArrowRight', 'grade', columns)).toBe('grade');
    expect(nextColumn('ArrowLeft', 'name', columns)).toBeNull();
  });

  it('takes letters and digits for what is looked for, and no other key', () => {
    expect(['a', '7', '张', '𠮷'].every(isTypeAhead)).toBe(true);
    expect(['F2', ' ', '/', 'Enter', '?', 'Process'].some(isTypeAhead)).toBe(false);
  });
});
