import { v7 } from 'uuid';
import type { OneTimePassword } from '#shared/protocol/people.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { removeFactor } from '../identity/second-factor.ts';
import { endSessionsOf } from '../identity/sessions.ts';
import { audit } from './audit.ts';
import { writeBranch } from './branches.ts';
import { type Entrant, enter, lockPeople, type Secret, secretsFor, takenNames } from './people.ts';

export interface FirstAdministrator extends Pick<Entrant, 'username' | 'code' | 'name' | 'nameEn'> {
  /** By its code. With names it is made, as a head office, where there is none of this code. */
  readonly branch: { readonly code: string; readonly name?: string; readonly nameEn?: string };
}

export type FirstAdministratorFault =
  | 'another_administrator'
  | 'no_administrator'
  | 'branch_missing'
  | 'code_taken';

/** It was not done, and nothing was changed. */
export class FirstAdministratorError extends Error {
  readonly code: FirstAdministratorFault;
  constructor(code: FirstAdministratorFault) {
    super(`no administrator was entered: ${code}`);
    this.name = 'FirstAdministratorError';
    this.code = code;
  }
}

/** Stands in the audit log, where auditors of either language read it. */
const REASON = '服务器命令行 / command line of the server';

/**
 * Enters the administrator who enters everybody else, or gives the only one who is left a new password and takes away a
 * lost second factor. Whoever owns the database can do more than this in any case; that it was done is noted. Refused
 * while somebody else could do it: accounts of a demo bank do not count, nor those that need a provider, which may be why
 * nobody gets in.
 * @throws FirstAdministratorError
 */
export async function enterFirstAdministrator(
  pool: Pool,
  given: FirstAdministrator,
  clock: () => Date,
): Promise<OneTimePassword> {
  const id = v7();
  const [secret] = await secretsFor({ clock }, [{ ...given, id, role: 'it_admin', branchId: id }]);
  if (secret === undefined) throw new RangeError('a password for each');
  return await inTransaction(pool, async (client) => {
    await lockPeople(client);
    const others = await client.query(
      `select 1 from users where role = 'it_admin' and sign_in = 'local' and not disabled and not demo
         and username <> $1 limit 1`,
      [given.username],
    );
    if (others.rowCount !== 0) throw new FirstAdministratorError('another_administrator');
    const found = await client.query<{ id: string; role: string; demo: boolean }>(
      'select id, role, demo from users where username = $1 for update',
      [given.username],
    );
    const [known] = found.rows;
    if (known === undefined) return await enterNew(client, given, secret, clock);
    if (known.role !== 'it_admin' || known.demo) throw new FirstAdministratorError('no_administrator');
    return await letInAgain(client, known.id, secret, clock());
  });
}

async function enterNew(
  client: Client,
  given: FirstAdministrator,
  secret: Secret,
  clock: () => Date,
): Promise<OneTimePassword> {
  if ((await takenNames(client, [secret.person])).codes.size > 0)
    throw new FirstAdministratorError('code_taken');
  const branchId = await branchOf(client, given.branch, clock());
  const placed = { ...secret, person: { ...secret.person, branchId } };
  await enter(client, { clock }, undefined, [placed], REASON);
  return secret.answer;
}

async function branchOf(
  client: Client,
  { code, name, nameEn }: FirstAdministrator['branch'],
  now: Date,
): Promise<string> {
  const found = await client.query<{ id: string }>(
    'select id from branches where code = $1 and not closed for share',
    [code],
  );
  const [branch] = found.rows;
  if (branch) return branch.id;
  if (name === undefined || nameEn === undefined) throw new FirstAdministratorError('branch_missing');
  const id = v7();
  const level = 'head_office';
  await writeBranch(client, { id, kind: 'branch', code, name, nameEn, level }, null);
  const act = { actorId: null, action: 'branch.create', subjectId: id, reason: REASON } as const;
  await audit(client, { ...act, detail: { code, level } }, now);
  return id;
}

async function letInAgain(
  client: Client,
  userId: string,
  { hash, answer }: Secret,
  now: Date,
): Promise<OneTimePassword> {
  await client.query(
    `update users set sign_in = 'local', password_hash = $2, one_time_until = $3, disabled = false where id = $1`,
    [userId, hash, answer.until],
  );
  await client.query('delete from provider_links where user_id = $1', [userId]);
  const factor = await removeFactor(client, userId);
  await endSessionsOf(client, userId, 'reset', now);
  const act = { actorId: null, subjectId: userId, reason: REASON } as const;
  await audit(client, { ...act, action: 'person.reset' }, now);
  if (factor) await audit(client, { ...act, action: 'person.factor' }, now);
  return { ...answer, userId };
}
