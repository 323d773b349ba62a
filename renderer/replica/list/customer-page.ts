import { z } from 'zod';
import { money } from '#shared/model/primitives.ts';
import { type CustomerTable, grades, kinds, lifecycles } from './customer-table.ts';
import type { Assets, FileSummary, ListedCustomer } from './rows.ts';

/** Rows in one page: some 30 KB, less than a block of the log. */
export const PAGE_ROWS = 128;

/** A version of the form below; what was saved in another is not read. */
export const FORMAT = 3;

const texts = z.array(z.string());
const numbers = z.array(z.number());

/** One page of the customer table: a column a field, and the row within the page of each entry. Absent texts are empty. */
const pageContent = z.object({
  format: z.literal(FORMAT),
  row: numbers,
  id: texts,
  customerNo: texts,
  name: texts,
  /** How the name is likeliest read, where the dictionary had to be asked. */
  reading: texts,
  kind: numbers,
  grade: numbers,
  lifecycle: numbers,
  branchId: texts,
  managerId: texts,
  openedOn: texts,
  idNumber: texts,
  mobile: texts,
  homePhone: texts,
  workPhone: texts,
  employer: texts,
  address: texts,
  assets: numbers,
  month: numbers,
  currency: texts,
  contact: numbers,
  tags: z.array(texts),
  trade: texts,
  source: texts,
  birthDate: texts,
  lunar: numbers,
  liabilities: numbers,
  elsewhere: z.array(z.array(money)),
  maturity: numbers,
  instalment: numbers,
  openTasks: numbers,
  problem: numbers,
});
export type PageContent = z.infer<typeof pageContent>;

/** A customer as a page has it. */
export interface SavedCustomer {
  row: number;
  customer: ListedCustomer;
  reading: string;
  assets: Assets | undefined;
  /** Milliseconds since 1970, 0 for none. */
  contact: number;
  summary: FileSummary;
}

/** `null` for a page without customers. */
export function encodePage(table: CustomerTable, page: number): PageContent | null {
  const { index, files } = table;
  const rows: number[] = [];
  for (let row = page * PAGE_ROWS; row < Math.min((page + 1) * PAGE_ROWS, table.end); row += 1)
    if (table.idOf(row) !== undefined) rows.push(row);
  if (rows.length === 0) return null;
  const phones = (place: number) => rows.map((row) => index.phones[place]?.text(row) ?? '');
  const column = (values: ArrayLike<number>) => rows.map((row) => values[row] ?? 0);
  const words = (of: { text(number: number): string | undefined }, values: ArrayLike<number>) =>
    rows.map((row) => of.text(values[row] ?? 0) ?? '');
  return {
    format: FORMAT,
    row: rows.map((row) => row - page * PAGE_ROWS),
    id: rows.map((row) => table.idOf(row) ?? ''),
    customerNo: rows.map((row) => index.customerNo.text(row)),
    name: rows.map((row) => table.name(row)),
    reading: rows.map((row) => index.names.reading(index.names.rows.of(row))),
    kind: column(table.kind),
    grade: column(table.grade),
    lifecycle: column(table.lifecycle),
    branchId: words(table.branches, table.branch),
    managerId: words(table.managers, table.manager),
    openedOn: words(table.days, table.openedOn),
    idNumber: rows.map((row) => index.idNumber.text(row)),
    mobile: rows.map((row) => table.mobile(row) ?? ''),
    homePhone: phones(1),
    workPhone: phones(2),
    employer: rows.map((row) => table.employer(row) ?? ''),
    address: rows.map((row) => index.address.text(row)),
    assets: column(table.assets),
    month: column(table.month),
    currency: words(table.currencies, table.currency),
    contact: column(table.contact),
    tags: rows.map((row) => [...files.tagsOf(row)]),
    trade: words(files.trades, files.trade),
    source: words(files.sources, files.source),
    birthDate: rows.map((row) => files.birthDateOf(row) ?? ''),
    lunar: column(files.lunar),
    liabilities: column(files.liabilities),
    elsewhere: rows.map((row) => [...files.elsewhereOf(row)]),
    maturity: column(files.maturity),
    instalment: column(files.instalment),
    openTasks: column(files.openTasks),
    problem: column(files.problem),
  };
}

/** `null` for what is no page of this version. */
export function decodePage(page: number, value: unknown): SavedCustomer[] | null {
  const parsed = pageContent.safeParse(value);
  if (!parsed.success) return null;
  const content = parsed.data;
  const { format, ...columns } = content;
  if (Object.values(columns).some((column) => column.length !== content.row.length)) return null;
  return content.row.map((row, at) => ({
    row: page * PAGE_ROWS + row,
    customer: customerAt(content, at),
    reading: content.reading[at] ?? '',
    assets: assetsAt(content, at),
    contact: content.contact[at] ?? 0,
    summary: {
      elsewhere: content.elsewhere[at] ?? [],
      maturity: content.maturity[at] ?? 0,
      instalment: content.instalment[at] ?? 0,
      openTasks: content.openTasks[at] ?? 0,
      problem: content.problem[at] === 1,
    },
  }));
}

function customerAt(content: PageContent, at: number): ListedCustomer {
  const text = (column: readonly string[]) => column[at] ?? '';
  const optional = (column: readonly string[]) => column[at] || undefined;
  return {
    id: text(content.id),
    customerNo: text(content.customerNo),
    name: text(content.name),
    kind: kinds[content.kind[at] ?? 0] ?? 'retail',
    grade: grades[content.grade[at] ?? 0] ?? 'standard',
    lifecycle: lifecycles[content.lifecycle[at] ?? 0] ?? 'active',
    branchId: text(content.branchId),
    managerId: optional(content.managerId),
    openedOn: text(content.openedOn),
    idNumber: optional(content.idNumber),
    mobile: optional(content.mobile),
    homePhone: optional(content.homePhone),
    workPhone: optional(content.workPhone),
    employer: optional(content.employer),
    address: optional(content.address),
    tags: content.tags[at],
    // The list does not tell them apart: a company has the one, a person the other.
    occupation: optional(content.trade),
    source: optional(content.source),
    birthDate: optional(content.birthDate),
    ...(content.lunar[at] === 1 ? { birthdayCalendar: 'lunar' } : {}),
  };
}

function assetsAt(content: PageContent, at: number): Assets | undefined {
  const month = content.month[at] ?? 0;
  if (month === 0) return undefined;
  const [minor = 0, liabilities = 0, currency = ''] = [
    content.assets[at],
    content.liabilities[at],
    content.currency[at],
  ];
  return { month, minor, liabilities, currency };
}
