import { describe, expect, it } from 'vitest';
import { groupedActions, groupOf } from './action-groups.ts';
import { csvOf } from './audit-csv.ts';
import { noFilter, readFilter } from './filter-draft.ts';

describe('an exported file', () => {
  it('is read as UTF-8, with what has commas, quotes and lines in quotes', () => {
    expect(csvOf([['时间', 'a,b', 'say "x"', 'two\nlines']])).toBe(
      '\u{FEFF}时间,"a,b","say ""x""","two\nlines"\r\n',
    );
  });

  it('holds no formula, whoever wrote the reason', () => {
    expect(csvOf([['=HYPERLINK("http://x")', '+1', '-1', '@a', 'a=b']])).toBe(
      `\u{FEFF}"'=HYPERLINK(""http://x"")",'+1,'-1,'@a,a=b\r\n`,
    );
  });
});

describe('what an auditor looks for', () => {
  it('is whole days, the last one included', () => {
    const { filter } = readFilter({ ...noFilter, from: '20261101', to: '20261102' }, '2026-11-22');
    expect(Date.parse(filter?.to ?? '') - Date.parse(filter?.from ?? '')).toBe(2 * 86_400_000);
  });

  it('is nothing where a field cannot be read, and says which', () => {
    const { filter, wrong } = readFilter({ ...noFilter, from: 'x', deviceId: '12' }, '2026-11-22');
    expect(filter).toBeUndefined();
    expect([...wrong]).toEqual(['from', 'deviceId']);
  });

  it('names what it has and nothing else', () => {
    expect(readFilter({ ...noFilter, customerNo: ' C1 ', action: 'act.open' }, '2026-11-22').filter).toEqual({
      customerNo: 'C1',
      action: 'act.open',
    });
  });

  it('may be any action, each under one heading', () => {
    const all = groupedActions().flatMap(({ actions }) => actions);
    expect(new Set(all).size).toBe(all.length);
    expect(groupOf('customer.edit')).toBe('edit');
    expect(groupOf('customer.merge')).toBe('admin');
  });
});
