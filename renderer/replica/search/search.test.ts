import { describe, expect, it } from 'vitest';
import type { CustomerListQuery } from '../api.ts';
import type { Directory, Entry } from '../list/directory.ts';
import { createNameOrder } from '../list/name-order.ts';
import { type ListedCustomer, rowOf } from '../list/rows.ts';
import { listOf } from '../list/sort.ts';
import { keysOf } from './keys.ts';
import { searchDirectory } from './search.ts';

const base = {
  kind: 'retail',
  grade: 'standard',
  lifecycle: 'active',
  branchId: 'b',
  openedOn: '2020-01-01',
} as const;

function directoryOf(customers: (Partial<ListedCustomer> & { id: string; name: string })[]): Directory {
  const names = createNameOrder();
  names.add(customers.map((customer) => customer.name));
  const entries: Entry[] = customers.map((partial, index) => {
    const customer: ListedCustomer = { ...base, customerNo: `C${1000 + index}`, ...partial };
    return {
      row: rowOf(customer, undefined, undefined, 'CNY'),
      keys: keysOf(customer),
      nameRank: names.rank(customer.name),
    };
  });
  return {
    version: () => 1,
    entries: () => entries,
    nameOf: () => undefined,
    onChange: () => () => undefined,
    ready: Promise.resolve(),
    close: () => undefined,
  };
}

const bank = directoryOf([
  { id: '1', name: '曾伟', mobile: '139-1234-5678', idNumber: '32010219800101451X' },
  { id: '2', name: '单芳', customerNo: '88001234', employer: '城东机械厂' },
  { id: '3', name: '张伟', address: '曾家路一号' },
  { id: '4', name: '张伟明', mobile: '13800005678' },
  { id: '5', name: '城东机械有限公司', kind: 'corporate' },
]);

const names = (text: string) => searchDirectory(bank, text, 10).map((hit) => hit.row.name);
const best = (text: string) => searchDirectory(bank, text, 10)[0];

describe('a customer is found', () => {
  it('by the name, whole before beginning before inside, and before other fields', () => {
    expect(names('张伟')).toEqual(['张伟', '张伟明']);
    expect(names('曾')).toEqual(['曾伟', '张伟']);
    expect(best('伟明')).toMatchObject({ matched: 'name', range: [1, 3] });
  });

  it('by full pinyin and initials, the surname read as a surname and as everybody types it', () => {
    for (const text of ['zengwei', 'ZW', 'zeng wei', 'cengwei']) expect(names(text)).toContain('曾伟');
    expect(names('shanfang')).toEqual(['单芳']);
    expect(names('danfang')).toEqual(['单芳']);
    expect(best('sf')).toMatchObject({ matched: 'initials' });
  });

  it('by number, by the tail of an ID or a phone, with what was hit', () => {
    expect(best('88001234')).toMatchObject({ matched: 'customerNo', range: [0, 8] });
    expect(best('451x')).toMatchObject({ matched: 'idNumber', range: [14, 18] });
    expect(names('5678').sort()).toEqual(['张伟明', '曾伟'].sort());
    expect(best('139-1234-5678')).toMatchObject({ matched: 'phone', range: [0, 11] });
    expect(names('567')).toEqual([]);
  });

  it('by employer and address, after all names', () => {
    expect(names('城东机械')).toEqual(['城东机械有限公司', '单芳']);
    expect(names('曾家路')).toEqual(['张伟']);
  });

  it('by nothing when nothing was typed', () => {
    expect(names('  ')).toEqual([]);
  });
});

describe('the list', () => {
  const list = (query: Partial<CustomerListQuery>) =>
    listOf(bank.entries(), { sort: 'name', descending: false, ...query }).map((entry) => entry.row.name);

  it('stands in the order of the Chinese dictionary', () => {
    expect(list({})).toEqual(
      ['曾伟', '单芳', '城东机械有限公司', '张伟', '张伟明'].sort(new Intl.Collator('zh-CN').compare),
    );
  });

  it('is filtered by what the search would find', () => {
    expect(list({ text: 'zw' })).toContain('曾伟');
    expect(list({ kind: 'corporate' })).toEqual(['城东机械有限公司']);
  });

  it('puts what is absent last in both directions', () => {
    const entries = bank.entries().map((entry, index) => ({
      ...entry,
      row: index === 0 ? entry.row : { ...entry.row, lastContactAt: `2026-01-0${index}T00:00:00.000Z` },
    }));
    for (const descending of [true, false]) {
      const sorted = listOf(entries, { sort: 'lastContactAt', descending });
      expect(sorted.at(-1)?.row.name).toBe('曾伟');
    }
  });
});

it('names placed one batch after the other stand as if placed at once', () => {
  const { compare } = new Intl.Collator('zh-CN');
  const all = ['张伟', '曾伟', '单芳', '赵一', '安娜', '钱二', 'Adam', '孙三'];
  const order = createNameOrder();
  for (const name of all) {
    order.add([name]);
    order.rank(name);
  }
  expect([...all].sort((a, b) => order.rank(a) - order.rank(b))).toEqual([...all].sort(compare));
});
