import { v7 } from 'uuid';
import type { RoleName } from '#shared/access/roles.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Task } from '#shared/model/task.ts';
import type { Pool } from '../db/pool.ts';
import { hashPassword } from '../identity/passwords.ts';

export const PASSWORD = 'correct horse battery';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: RoleName;
  readonly branchId: string;
}

/** Two branches with a person of each role, on which tests put the customers they need. */
export interface TestBank {
  readonly north: string;
  readonly south: string;
  readonly people: Record<
    'teller' | 'southTeller' | 'manager' | 'otherManager' | 'boss' | 'analyst' | 'admin',
    Person
  >;
}

let passwordHash: Promise<string> | undefined;

export async function makeBank(pool: Pool): Promise<TestBank> {
  const [north, south] = [v7(), v7()];
  await pool.query(
    `insert into branches (id, code, name, name_en, level) values
       ($1, 'N', '城北支行', 'North', 'branch'), ($2, 'S', '城南支行', 'South', 'branch')`,
    [north, south],
  );
  const person = (username: string, role: RoleName, branchId: string) =>
    addPerson(pool, { username, role, branchId });
  return {
    north,
    south,
    people: {
      teller: await person('teller', 'teller', north),
      southTeller: await person('teller2', 'teller', south),
      manager: await person('manager', 'relationship_manager', north),
      otherManager: await person('manager2', 'relationship_manager', north),
      boss: await person('boss', 'branch_manager', north),
      analyst: await person('analyst', 'analyst', north),
      admin: await person('admin', 'it_admin', north),
    },
  };
}

export async function addPerson(
  pool: Pool,
  person: { username: string; role: RoleName; branchId: string; demo?: boolean },
): Promise<Person> {
  passwordHash ??= hashPassword(PASSWORD);
  const id = v7();
  const name = `员工${person.username}`;
  await pool.query(
    `insert into users (id, username, name, name_en, role, branch_id, password_hash, demo)
     values ($1, $2, $3, $2, $4, $5, $6, $7)`,
    [id, person.username, name, person.role, person.branchId, await passwordHash, person.demo ?? false],
  );
  return { id, name, ...person };
}

/** A branch of which no other test knows. */
export async function addBranch(pool: Pool): Promise<string> {
  const id = v7();
  await pool.query(
    `insert into branches (id, code, name, name_en, level) values ($1, $2, '支行', 'Branch', 'branch')`,
    [id, id.slice(-12)],
  );
  return id;
}

/** A person of whom no other test knows. */
export const addSomebody = (pool: Pool, role: RoleName, branchId: string): Promise<Person> =>
  addPerson(pool, { username: `t${v7().slice(-8)}`, role, branchId });

let number = 0;

export function customerDoc(branchId: string, given: Partial<Customer> = {}): Customer {
  const id = given.id ?? v7();
  number += 1;
  return {
    id,
    customerId: id,
    customerNo: `C${number}${id.slice(-6)}`,
    kind: 'retail',
    name: `客户${number}`,
    branchId,
    openedOn: '2020-01-02',
    lifecycle: 'active',
    grade: 'standard',
    mobile: '13900000001',
    annualIncome: { minor: 120_000_00, currency: 'CNY' },
    remarks: '只有客户经理可见',
    ...given,
  };
}

/** A customer with a task and a contact log each: the smallest whole file. Returns the customer's id. */
export async function addFile(pool: Pool, branchId: string, given: Partial<Customer> = {}): Promise<string> {
  const customer = customerDoc(branchId, given);
  await insert(pool, 'customers', customer);
  await insert(pool, 'tasks', taskDoc(customer.id, v7()));
  await insert(pool, 'contact_logs', logDoc(customer.id, v7()));
  return customer.id;
}

export function taskDoc(customerId: string, personId: string, given: Partial<Task> = {}): Task {
  return {
    id: v7(),
    customerId,
    title: '回访',
    kind: 'call',
    priority: 'normal',
    status: 'open',
    dueOn: '2026-01-15',
    assigneeId: personId,
    createdById: personId,
    ...given,
  };
}

export function logDoc(customerId: string, authorId: string, given: Partial<ContactLog> = {}): ContactLog {
  return {
    id: v7(),
    customerId,
    channel: 'call',
    direction: 'outbound',
    outcome: 'reached',
    occurredAt: '2026-01-10T08:00:00.000Z',
    note: '已联系',
    authorId,
    authorName: '作者',
    ...given,
  };
}

const OWN_TABLES = ['inbox', 'personal'];

export async function insert(
  pool: Pick<Pool, 'query'>,
  table: string,
  doc: { id: string; customerId?: string },
): Promise<void> {
  await pool.query(`insert into ${table} (id, customer_id, doc) values ($1, $2, $3)`, [
    doc.id,
    // What belongs to a user may name a customer, and is in no file.
    OWN_TABLES.includes(table) ? null : (doc.customerId ?? null),
    JSON.stringify(doc),
  ]);
}

/** Sets fields of a document directly, as an import would. */
export async function patch(
  pool: Pick<Pool, 'query'>,
  table: string,
  id: string,
  fields: Record<string, unknown>,
): Promise<void> {
  await pool.query(`update ${table} set doc = jsonb_strip_nulls(doc || $2::jsonb) where id = $1`, [
    id,
    JSON.stringify(fields),
  ]);
}

/** The document as it is stored; without fields when there is none. */
export async function storedDoc(
  pool: Pick<Pool, 'query'>,
  table: string,
  id: string,
): Promise<Record<string, unknown>> {
  const found = await pool.query<{ doc: Record<string, unknown> }>(`select doc from ${table} where id = $1`, [
    id,
  ]);
  return found.rows[0]?.doc ?? {};
}
