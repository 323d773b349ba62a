import { hash } from '@node-rs/argon2';
import type { RoleName } from '#shared/access/roles.ts';
import { type CollectionName, collections } from '#shared/model/collections.ts';
import type { Pool } from '#sync-server/db/pool.ts';

export const PASSWORD = 'correct horse battery';
/** The moment at which every run begins. */
export const START = Date.parse('2026-11-20T00:30:00.000Z');

export interface Person {
  id: string;
  username: string;
  name: string;
  role: RoleName;
  branchId: string;
}

export interface Document {
  id: string;
  customerId: string;
  [field: string]: unknown;
}

/** Ids that look like the product's and are the same for every run: kind and number are in them. */
export function idOf(kind: number, number: number): string {
  const [a, b] = [kind.toString(16).padStart(4, '0'), number.toString(16).padStart(12, '0')];
  return `01930000-${a}-7000-8000-${b}`;
}

export const NORTH = idOf(1, 1);
export const SOUTH = idOf(1, 2);

const staff = [
  ['anna', 'teller', NORTH],
  ['bert', 'teller', NORTH],
  ['carl', 'teller', SOUTH],
  ['dora', 'relationship_manager', NORTH],
  ['emil', 'relationship_manager', SOUTH],
  ['fred', 'branch_manager', NORTH],
  ['gina', 'it_admin', NORTH],
] as const satisfies readonly (readonly [string, RoleName, string])[];

export type Username = (typeof staff)[number][0];

export const people: readonly Person[] = staff.map(([username, role, branchId], index) => ({
  id: idOf(2, index + 1),
  username,
  name: `员工${username}`,
  role,
  branchId,
}));

export function personNamed(username: Username): Person {
  const person = people.find((one) => one.username === username);
  if (person === undefined) throw new Error(username);
  return person;
}

// The cheapest that Argon2id takes: what a password costs is not the matter here.
const passwordHash = hash(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });

/** The bank before anything happens: two branches and their people. */
export async function found(pool: Pool): Promise<void> {
  await pool.query(
    `insert into branches (id, code, name, name_en, level)
     values ($1, 'N', '城北支行', 'North', 'branch'), ($2, 'S', '城南支行', 'South', 'branch')`,
    [NORTH, SOUTH],
  );
  await pool.query(
    `insert into users (id, username, name, name_en, role, branch_id, password_hash)
     select id, username, name, username, role, branch_id, $6 from unnest($1::uuid[], $2::text[], $3::text[],
       $4::text[], $5::uuid[]) as t (id, username, name, role, branch_id)`,
    [
      people.map(({ id }) => id),
      people.map(({ username }) => username),
      people.map(({ name }) => name),
      people.map(({ role }) => role),
      people.map(({ branchId }) => branchId),
      await passwordHash,
    ],
  );
  await insert(pool, 'reference', [
    { id: idOf(9, 1), kind: 'dictionary', list: 'segments', code: 'a', name: '甲', nameEn: 'A', order: 1 },
    { id: idOf(9, 2), kind: 'dictionary', list: 'segments', code: 'b', name: '乙', nameEn: 'B', order: 2 },
  ]);
}

/** A customer's file with a document of each kind; `number` is in every id and in the name. */
export function fileOf(
  number: number,
  branchId: string,
  managerId: string | undefined,
): { collection: CollectionName; document: Document }[] {
  const id = idOf(3, number);
  const own = { customerId: id };
  return [
    {
      collection: 'customers',
      document: {
        id,
        ...own,
        customerNo: `C${String(number).padStart(5, '0')}`,
        kind: 'retail',
        name: nameOf(number),
        branchId,
        ...(managerId === undefined ? {} : { managerId }),
        openedOn: '2020-01-02',
        lifecycle: 'active',
        grade: 'standard',
        mobile: `139${String(number).padStart(8, '0')}`,
        address: `朝阳路${number}号`,
        tags: ['老客户'],
        annualIncome: { minor: 120_000_00, currency: 'CNY' },
        remarks: `备注${number}`,
        wechat: `wx-${number}`,
      },
    },
    {
      collection: 'tasks',
      document: {
        id: idOf(4, number),
        ...own,
        title: `回访${number}`,
        kind: 'call',
        priority: 'normal',
        status: 'open',
        dueOn: '2026-12-01',
        assigneeId: personNamed('dora').id,
        createdById: personNamed('dora').id,
      },
    },
    {
      collection: 'contactLogs',
      document: {
        id: idOf(5, number),
        ...own,
        channel: 'call',
        direction: 'outbound',
        outcome: 'reached',
        occurredAt: '2026-01-10T08:00:00.000Z',
        note: `已联系${number}`,
        authorId: personNamed('dora').id,
        authorName: personNamed('dora').name,
      },
    },
    {
      collection: 'holdings',
      document: {
        id: idOf(6, number),
        ...own,
        category: 'asset',
        kind: 'demand',
        place: 'ours',
        status: 'active',
        productName: '活期',
        balance: { minor: number * 100, currency: 'CNY' },
        openedOn: '2020-01-02',
        profit: { minor: 77, currency: 'CNY' },
      },
    },
    { collection: 'transactions', document: booking(idOf(7, number), own, number, '2026-11-10') },
    { collection: 'transactions', document: booking(idOf(8, number), own, number, '2025-01-10') },
  ];
}

/** A name that stands nowhere else. */
export function nameOf(number: number): string {
  const digits = '零一二三四五六七八九';
  return `钟${[...String(number).padStart(3, '0')].map((digit) => digits[Number(digit)]).join('')}`;
}

function booking(id: string, own: { customerId: string }, number: number, bookedOn: string): Document {
  return {
    id,
    ...own,
    holdingId: idOf(6, number),
    bookedOn,
    direction: 'credit',
    kind: 'transfer',
    amount: { minor: 5000, currency: 'CNY' },
  };
}

export async function insert(
  client: Pick<Pool, 'query'>,
  collection: CollectionName,
  documents: readonly { id: string; [field: string]: unknown }[],
): Promise<void> {
  await client.query(
    `insert into ${collections[collection].table} (id, customer_id, doc)
     select (doc ->> 'id')::uuid, (doc ->> 'customerId')::uuid, doc from unnest($1::jsonb[]) as t (doc)`,
    [documents.map((document) => JSON.stringify(document))],
  );
}

/** A whole file in one transaction, as imports write them: the customer last. */
export async function insertFiles(
  client: Pick<Pool, 'query'>,
  files: ReturnType<typeof fileOf>,
): Promise<void> {
  const grouped = [...Map.groupBy(files, ({ collection }) => collection)].reverse();
  for (const [collection, rows] of grouped)
    await insert(
      client,
      collection,
      rows.map(({ document }) => document),
    );
}
