import { dayNumberOf } from '#shared/domain/day-number.ts';
import type { CustomerListQuery } from '../api/customer-list.ts';
import { lunarBirthdayMonths } from './birthday.ts';
import { type CustomerTable, grades, kinds, lifecycles } from './customer-table.ts';

type Test = (row: number) => boolean;

/** Whether a row passes the query's filters, its text left out. */
export function matcherOf(table: CustomerTable, query: CustomerListQuery): Test {
  const tests = [...identityTests(table, query), ...fileTests(table, query)];
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  return (row) => tests.every((test) => test(row));
}

function identityTests(table: CustomerTable, query: CustomerListQuery): Test[] {
  const tests: Test[] = [];
  if (query.kind !== undefined) {
    const kind = kinds.indexOf(query.kind);
    tests.push((row) => table.kind[row] === kind);
  }
  if (query.grades !== undefined && query.grades.length > 0) {
    const wanted = new Set(query.grades.map((grade) => grades.indexOf(grade)));
    tests.push((row) => wanted.has(table.grade[row] ?? 0));
  }
  if (query.lifecycles !== undefined && query.lifecycles.length > 0) {
    const wanted = new Set(query.lifecycles.map((lifecycle) => lifecycles.indexOf(lifecycle)));
    tests.push((row) => wanted.has(table.lifecycle[row] ?? 0));
  }
  if (query.managerId !== undefined) {
    // A manager that nobody has matches nobody.
    const manager = table.managers.find(query.managerId) ?? -1;
    tests.push((row) => table.manager[row] === manager);
  }
  return tests;
}

function fileTests(table: CustomerTable, query: CustomerListQuery): Test[] {
  const { files } = table;
  const tests: Test[] = [];
  if (query.tags !== undefined && query.tags.length > 0) tests.push(tagTest(table, query.tags));
  if (query.sources !== undefined && query.sources.length > 0) {
    const wanted = new Set(query.sources.flatMap((source) => files.sources.find(source) ?? []));
    tests.push((row) => wanted.has(files.source[row] ?? 0));
  }
  if (query.assets !== undefined) {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query.assets;
    tests.push((row) => (table.assets[row] ?? 0) >= from && (table.assets[row] ?? 0) <= to);
  }
  if (query.contactBefore !== undefined) {
    const before = Date.parse(query.contactBefore);
    tests.push((row) => (table.contact[row] ?? 0) < before);
  }
  if (query.maturing !== undefined) {
    const [from, to] = [dayNumberOf(query.maturing.from), dayNumberOf(query.maturing.to)];
    tests.push((row) => (files.maturity[row] ?? 0) >= from && (files.maturity[row] ?? 0) <= to);
  }
  if (query.birthMonth !== undefined) {
    const month = query.birthMonth;
    const year = query.today === undefined ? undefined : Number(query.today.slice(0, 4));
    tests.push((row) => {
      const born = files.lunar[row] === 1 ? files.birthDateOf(row) : undefined;
      if (born !== undefined && year !== undefined) return lunarBirthdayMonths(born, year).includes(month);
      return Math.floor((files.birth[row] ?? 0) / 100) % 100 === month;
    });
  }
  if (query.problem === true) tests.push((row) => files.problem[row] === 1);
  return tests;
}

/** Sets of tags are few beside customers: each is looked at once. */
function tagTest({ files }: CustomerTable, tags: readonly string[]): Test {
  const wanted = new Set(tags);
  const known = new Map<number, boolean>([[0, false]]);
  return (row) => {
    const set = files.tags[row] ?? 0;
    const answer = known.get(set) ?? files.tagsIn(set).some((tag) => wanted.has(tag));
    known.set(set, answer);
    return answer;
  };
}
