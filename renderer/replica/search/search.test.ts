import { describe, expect, it } from 'vitest';
import type { CustomerListQuery } from '../api/customer-list.ts';
import { CustomerTable } from '../list/customer-table.ts';
import { createLookup } from '../list/lookup.ts';
import type { ListedCustomer } from '../list/rows.ts';

const base = {
  kind: 'retail',
  grade: 'standard',
  lifecycle: 'active',
  branchId: 'b',
  openedOn: '2020-01-01',
} as const;

function lookupOf(customers: (Partial<ListedCustomer> & { id: string; name: string })[]) {
  const table = new CustomerTable();
  for (const [index, partial] of customers.entries())
    table.put({ ...base, customerNo: `C${1000 + index}`, ...partial });
  return { table, ...createLookup(table, () => 'CNY') };
}

const bank = lookupOf([
  { id: '1', name: '曾伟', mobile: '139-1234-5678', idNumber: '32010219800101451X' },
  { id: '2', name: '单芳', customerNo: '88001234', employer: '城东机械厂' },
  { id: '3', name: '张伟', address: '曾家路一号' },
  { id: '4', name: '张伟明', mobile: '13800005678' },
  { id: '5', name: '城东机械有限公司', kind: 'corporate' },
  { id: '6', name: '阿布都·热合曼', homePhone: '0571-81020304' },
  { id: '7', name: '𠮷长乐', workPhone: '+86 571 8877 6655' },
]);

const names = (text: string) => bank.search(text, 10).map((hit) => hit.row.name);
const rareBank = lookupOf([
  { id: '1', name: '𬭚明' },
  { id: '2', name: '陈㛃' },
  { id: '3', name: '阿布都•热合曼' },
]);
const rare = (text: string) => rareBank.search(text, 10).map((hit) => hit.row.name);
const best = (text: string) => bank.search(text, 10)[0];

describe('a customer is found', () => {
  it('by the name, whole before beginning before inside, and before other fields', () => {
    expect(names('张伟')).toEqual(['张伟', '张伟明']);
    expect(names('曾')).toEqual(['曾伟']);
    expect(names('曾家')).toEqual(['张伟']);
    expect(best('伟明')).toMatchObject({ matched: 'name', range: [1, 3] });
  });

  it('by full pinyin and initials, the surname read as a surname and as everybody types it', () => {
    for (const text of ['zengwei', 'ZW', 'zeng wei', 'cengwei']) expect(names(text)).toContain('曾伟');
    expect(names('shanfang')).toEqual(['单芳']);
    expect(names('danfang')).toEqual(['单芳']);
    expect(best('sf')).toMatchObject({ matched: 'initials', range: [0, 2] });
  });

  it('by syllables and initials mixed, by Chinese and pinyin mixed, and by part of a syllable', () => {
    for (const text of ['zhangwm', 'zhangweim', 'zwming', '张wm', 'zhwm', 'zhangweimi'])
      expect(names(text)).toEqual(['张伟明']);
    expect(best('weiming')).toMatchObject({ matched: 'pinyin', range: [1, 3] });
  });

  it('under its surname reading before those whose character is only sometimes read so', () => {
    const { search } = lookupOf([
      { id: '1', name: '乐曾' },
      { id: '2', name: '单曾' },
      { id: '3', name: '陈单' },
    ]);
    expect(search('shan', 9).map((hit) => hit.row.name)).toEqual(['单曾', '陈单']);
    expect(search('chen', 9).map((hit) => hit.row.name)).toEqual(['陈单']);
    expect(search('lezeng', 9).map((hit) => hit.row.name)).toEqual(['乐曾']);
  });

  it('under every reading of its given name', () => {
    for (const text of ['changle', 'zhangle', 'changyue', '𠮷chang']) expect(names(text)).toContain('𠮷长乐');
  });

  it('whichever way its separators, width and case are typed, with the range in the name as written', () => {
    for (const text of ['阿布都·热合曼', '阿布都热合曼', '阿布都 热合曼', '阿布都•热合曼', 'ａｂｄｒｈｍ'])
      expect(names(text)).toEqual(['阿布都·热合曼']);
    expect(best('都热')).toMatchObject({ matched: 'name', range: [2, 5] });
    expect(best('𠮷长')).toMatchObject({ matched: 'name', range: [0, 3] });
  });

  it('with a rare character by itself, by its reading, and in the place that its reading gives it', () => {
    for (const text of ['𬭚', 'chun', '𬭚m', 'cm']) expect(rare(text)).toContain('𬭚明');
    for (const text of ['㛃', 'jie', '阿布都‧热', '阿布都・热', 'abd'])
      expect(rare(text).length, text).toBeGreaterThan(0);
  });

  it('by number, by the tail of an ID or a phone, with what was hit', () => {
    expect(best('88001234')).toMatchObject({ matched: 'customerNo', range: [0, 8] });
    expect(best('451x')).toMatchObject({ matched: 'idNumber', range: [14, 18] });
    expect(names('5678').sort()).toEqual(['张伟明', '曾伟'].sort());
    expect(best('139-1234-5678')).toMatchObject({ matched: 'phone', range: [0, 11] });
    expect(names('0304')).toEqual(['阿布都·热合曼']);
    expect(names('+8657188776655')).toEqual(['𠮷长乐']);
    expect(names('567')).toEqual([]);
  });

  it('by several words, each of which hits something, also while the last is being typed', () => {
    for (const text of ['zw 5678', 'zwm 5', 'zwm 56', 'zhang 567', '5678 张'])
      expect(names(text)).toContain('张伟明');
    expect(names('zwm 5679')).toEqual([]);
    expect(best('城东 单')).toMatchObject({ row: { name: '单芳' }, matched: 'name', range: [0, 1] });
  });

  it('by employer and address, after all names, with the text that was hit', () => {
    expect(names('城东机械')).toEqual(['城东机械有限公司', '单芳']);
    expect(best('东机械厂')).toMatchObject({ matched: 'employer', text: '城东机械厂', range: [1, 5] });
    expect(best('曾家路')).toMatchObject({ matched: 'address', text: '曾家路一号', range: [0, 3] });
  });

  it('by nothing when nothing was typed', () => {
    for (const text of ['  ', '', '·']) expect(names(text)).toEqual([]);
  });

  it('before its equals when it was met lately, then by grade, then by name', () => {
    const { table, search } = lookupOf([
      { id: '1', name: '赵一' },
      { id: '2', name: '赵二', grade: 'gold' },
      { id: '3', name: '赵三' },
      { id: '4', name: '赵四' },
    ]);
    table.putContact(table.find('4') ?? -1, Date.parse('2026-05-01T00:00:00.000Z'));
    const found = (limit: number) => search('zhao', limit).map((hit) => hit.row.name);
    expect(found(9)).toEqual(['赵四', '赵二', '赵三', '赵一']);
    for (const limit of [1, 2, 3]) expect(found(limit)).toEqual(found(9).slice(0, limit));
  });

  it('never again once it was taken out', () => {
    const { table, search } = lookupOf([{ id: '1', name: '孙九', employer: '春风厂', address: '桂花街' }]);
    table.remove('1');
    for (const text of ['孙', 'sunjiu', 'C1000', '春风厂', '桂花街']) expect(search(text, 9)).toEqual([]);
  });
});

describe('the list', () => {
  const list = (query: Partial<CustomerListQuery>, { list: listOf, row } = bank) =>
    Array.from(listOf({ sort: 'name', descending: false, ...query }), (one) => row(one));
  const namesOf = (query: Partial<CustomerListQuery>, from = bank) =>
    list(query, from).map((row) => row.name);

  it('stands in the order of the Chinese dictionary', () => {
    const all = ['曾伟', '单芳', '城东机械有限公司', '张伟', '张伟明', '阿布都·热合曼', '𠮷长乐'];
    expect(namesOf({})).toEqual(all.sort(new Intl.Collator('zh-CN').compare));
    expect(namesOf({ descending: true })).toEqual([...all].reverse());
  });

  it('is filtered by what the search would find', () => {
    expect(namesOf({ text: 'zw' })).toContain('曾伟');
    expect(namesOf({ kind: 'corporate' })).toEqual(['城东机械有限公司']);
    expect(namesOf({ managerId: 'nobody' })).toEqual([]);
  });

  it('shows a customer as it was put', () => {
    expect(list({ text: '曾伟' })[0]).toMatchObject({
      id: '1',
      mobile: '139-1234-5678',
      customerNo: 'C1000',
    });
  });

  it('puts what is absent last in both directions, and equals by name, then id', () => {
    const some = lookupOf([
      { id: 'b', name: '钱' },
      { id: 'a', name: '钱' },
      { id: 'c', name: '安' },
      { id: 'd', name: '赵', openedOn: '2019-01-01' },
    ]);
    some.table.putContact(some.table.find('d') ?? -1, 5);
    some.table.putContact(some.table.find('b') ?? -1, 9);
    const ids = (query: Partial<CustomerListQuery>) => list(query, some).map((row) => row.id);
    expect(ids({ sort: 'lastContactAt' })).toEqual(['d', 'b', 'c', 'a']);
    expect(ids({ sort: 'lastContactAt', descending: true })).toEqual(['b', 'd', 'c', 'a']);
    expect(ids({ sort: 'openedOn', descending: true })).toEqual(['c', 'a', 'b', 'd']);
    expect(ids({ sort: 'name', descending: true })).toEqual(['d', 'a', 'b', 'c']);
  });
});

it('names placed one batch after the other stand as if placed at once', () => {
  const { compare } = new Intl.Collator('zh-CN');
  const all = '张伟 曾伟 单芳 赵一 安娜 钱二 Adam 孙三 阿·布 𠮷 𬭚 张 张伟明 长乐 长安 城东A座 城东B座'.split(
    ' ',
  );
  const { table, list, row } = lookupOf([]);
  for (const [index, name] of all.entries()) {
    table.put({ ...base, id: String(index), name, customerNo: 'x' });
    const stand = Array.from(list({ sort: 'name', descending: false }), (one) => row(one).name);
    expect(stand).toEqual(all.slice(0, index + 1).sort(compare));
  }
  for (const [index, name] of all.entries()) {
    table.remove(String(index));
    table.put({ ...base, id: `again ${index}`, name, customerNo: 'x' });
    const stand = Array.from(list({ sort: 'name', descending: false }), (one) => row(one).name);
    expect(stand).toEqual([...all].sort(compare));
  }
});
