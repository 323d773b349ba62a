import type { RoleName } from '#shared/access/roles.ts';
import type { SignInWay } from '#shared/access/sign-in-way.ts';
import type { Staff } from '#shared/model/reference.ts';
import type { EnteredPerson, NewPerson, OneTimePassword } from '#shared/protocol/people.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { makeOneTimePassword, oneTimeEnd } from '../identity/one-time-password.ts';
import { hashPassword } from '../identity/passwords.ts';
import { removeFactor } from '../identity/second-factor.ts';
import { endSessionsOf } from '../identity/sessions.ts';
import { NO_PASSWORD } from '../identity/users.ts';
import { audit, auditAll } from './audit.ts';

/** Two administrators who enter the same staff number take turns, and the second one is told. */
const PEOPLE_LOCK = 7_302_012;

export interface Entrant {
  readonly id: string;
  readonly username: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly role: RoleName;
  readonly branchId: string;
  readonly signIn?: SignInWay | undefined;
}

/** Enters one person. The same order, sent again by whoever sent it, gives a new password for the same account. */
export async function createPerson(
  context: Context,
  principal: Principal,
  { reason, ...given }: NewPerson,
): Promise<EnteredPerson> {
  const person = { ...given, id: given.id.toLowerCase(), branchId: given.branchId.toLowerCase() };
  if (person.signIn === 'provider' && !context.provider) {
    throw new HttpError('bad_request', 'there is no provider', { paths: ['/signIn'] });
  }
  const entries = await entriesFor(context, [person]);
  await inTransaction(context.pool, async (client) => {
    await lockPeople(client);
    const branch = await client.query('select 1 from branches where id = $1 and not closed for share', [
      person.branchId,
    ]);
    if (branch.rowCount === 0) throw new HttpError('bad_request', 'no such branch', { paths: ['/branchId'] });
    const taken = await takenNames(client, [person]);
    if (taken.usernames.has(person.username))
      throw new HttpError('conflict', 'the name is taken', { paths: ['/username'] });
    if (taken.codes.has(person.code))
      throw new HttpError('conflict', 'the number is taken', { paths: ['/code'] });
    await enter(client, context, principal, entries, reason);
  });
  context.nudge();
  return entries[0]?.answer ?? { userId: person.id, username: person.username };
}

/** Somebody who is to be entered, with what opens a session in their name here. */
export interface Entry {
  readonly person: Entrant;
  readonly hash: string;
  /** Absent where the provider vouches for them. */
  readonly answer: OneTimePassword | undefined;
}

export interface Secret extends Entry {
  readonly answer: OneTimePassword;
}

/** A password for each who signs in with one. */
export async function entriesFor(
  context: Pick<Context, 'clock'>,
  people: readonly Entrant[],
): Promise<Entry[]> {
  const isVouched = ({ signIn }: Entrant) => signIn === 'provider';
  const vouched = people
    .filter(isVouched)
    .map((person) => ({ person, hash: NO_PASSWORD, answer: undefined }));
  return [
    ...(await secretsFor(
      context,
      people.filter((person) => !isVouched(person)),
    )),
    ...vouched,
  ];
}

/** A password for each, hashed before any lock is taken: hashing is slow by design. */
export function secretsFor(context: Pick<Context, 'clock'>, people: readonly Entrant[]): Promise<Secret[]> {
  const until = oneTimeEnd(context.clock()).toISOString();
  return Promise.all(
    people.map(async (person) => {
      const password = makeOneTimePassword();
      const hash = await hashPassword(password);
      return { person, hash, answer: { userId: person.id, username: person.username, password, until } };
    }),
  );
}

export async function lockPeople(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [PEOPLE_LOCK]);
}

/** Which names and staff numbers somebody else has; an account of the very same id is not somebody else. */
export async function takenNames(
  client: Client,
  people: readonly Pick<Entrant, 'id' | 'username' | 'code'>[],
): Promise<{ usernames: Set<string>; codes: Set<string> }> {
  const ids = people.map(({ id }) => id);
  const users = await client.query<{ username: string }>(
    'select username from users where username = any ($1) and id <> all ($2::uuid[])',
    [people.map(({ username }) => username), ids],
  );
  const staff = await client.query<{ code: string }>(
    `select doc ->> 'code' as code from reference
     where doc ->> 'kind' = 'staff' and doc ->> 'code' = any ($1) and id <> all ($2::uuid[]) and not deleted`,
    [people.map(({ code }) => code), ids],
  );
  return {
    usernames: new Set(users.rows.map((row) => row.username)),
    codes: new Set(staff.rows.map((row) => row.code)),
  };
}

/**
 * Writes accounts and their entries in the directory, which every replica follows. An account that is there already is of
 * an order that was sent twice: see {@link reissue}. `by` is absent where it is done on the server itself.
 */
export async function enter(
  client: Client,
  context: Pick<Context, 'clock'>,
  by: Pick<Principal, 'userId' | 'deviceId'> | undefined,
  entries: readonly Entry[],
  reason: string,
): Promise<void> {
  const now = context.clock();
  const written = await client.query<{ id: string }>(
    `insert into users (id, username, name, name_en, role, branch_id, password_hash, one_time_until, sign_in)
     select u.id, u.username, u.name, u."nameEn", u.role, u."branchId", u.hash, u.until, u."signIn"
     from ${ROWS}
     on conflict (id) do nothing returning id`,
    [rowsOf(entries)],
  );
  const fresh = new Set(written.rows.map(({ id }) => id));
  await reissue(
    client,
    by,
    entries.filter(({ person }) => !fresh.has(person.id)),
    reason,
    now,
  );
  const entered = entries.map(({ person }) => person).filter(({ id }) => fresh.has(id));
  await client.query(
    `insert into reference (id, doc, updated_by)
     select (d.doc ->> 'id')::uuid, d.doc, $2 from jsonb_array_elements($1::jsonb) as d (doc)`,
    [JSON.stringify(entered.map(directoryEntry)), by?.userId ?? null],
  );
  await auditAll(
    client,
    entered.map(({ id, role, branchId, signIn }) => ({
      actorId: by?.userId ?? null,
      ...(by && { deviceId: by.deviceId }),
      action: 'person.create' as const,
      subjectId: id,
      reason,
      detail: { role, branchId, ...(signIn === 'provider' && { signIn }) },
    })),
    now,
  );
}

/** Entries as rows that SQL reads: the first parameter, made by {@link rowsOf}. */
const ROWS = `jsonb_to_recordset($1::jsonb)
  as u (id uuid, username text, code text, name text, "nameEn" text, role text, "branchId" uuid, hash text,
        until timestamptz, "signIn" text)`;

function rowsOf(entries: readonly Entry[]): string {
  return JSON.stringify(
    entries.map(({ person, hash, answer }) => ({
      signIn: 'local',
      ...person,
      hash,
      until: answer?.until ?? null,
    })),
  );
}

/**
 * A new password for people whose order came again because its answer was lost: while nobody has used the old one, and
 * for whoever sent the order, word for word. For anybody else it would be a way into another's account that looks like
 * nothing: they reset the password, which ends sessions and says so. Each password has its line.
 * @throws HttpError `conflict`
 */
async function reissue(
  client: Client,
  by: Pick<Principal, 'userId' | 'deviceId'> | undefined,
  entries: readonly Entry[],
  reason: string,
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const ids = entries.map(({ person }) => person.id);
  // Before the log is read: what a reset that is under way notes there must be seen.
  await client.query('select 1 from users where id = any ($1::uuid[]) order by id for update', [ids]);
  const given = await client.query(
    `with last as (
       select distinct on (subject_id) subject_id, actor_id, action, reason from audit_log
       where action in ('person.create', 'person.reissue', 'person.reset') and subject_id = any ($2::uuid[])
       order by subject_id, id desc)
     update users set password_hash = u.hash, one_time_until = u.until
     from ${ROWS} join last on last.subject_id = u.id join reference r on r.id = u.id
     where users.id = u.id and not users.disabled
       and last.action <> 'person.reset' and last.actor_id = $3 and last.reason = $4
       and (users.username, users.name, users.name_en, users.role, users.branch_id, users.sign_in, r.doc ->> 'code')
         = (u.username, u.name, u."nameEn", u.role, u."branchId", u."signIn", u.code)
       and (users.one_time_until > $5 or users.sign_in = 'provider')`,
    [rowsOf(entries), ids, by?.userId ?? null, reason, now],
  );
  if (given.rowCount !== entries.length)
    throw new HttpError('conflict', 'entered before: by somebody else, otherwise, or it was changed since');
  await auditAll(
    client,
    entries
      .filter(({ answer }) => answer !== undefined)
      .map(({ person }) => ({
        actorId: by?.userId ?? null,
        ...(by && { deviceId: by.deviceId }),
        action: 'person.reissue' as const,
        subjectId: person.id,
        reason,
      })),
    now,
  );
}

function directoryEntry({ id, code, name, nameEn, role, branchId }: Entrant): Staff {
  return { id, kind: 'staff', code, name, nameEn, role, branchId };
}

/** A password for once in place of a forgotten one; all sessions end, for the old one may be known to somebody. */
export async function resetPassword(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<OneTimePassword> {
  const password = makeOneTimePassword();
  const hash = await hashPassword(password);
  const now = context.clock();
  const until = oneTimeEnd(now);
  const username = await inTransaction(context.pool, async (client) => {
    const name = await requireOther(client, principal, id);
    const set = await client.query(
      "update users set password_hash = $2, one_time_until = $3 where id = $1 and sign_in = 'local'",
      [id, hash, until],
    );
    if (set.rowCount === 0) throw new HttpError('conflict', 'this person signs in through the provider');
    await endSessionsOf(client, id, 'reset', now);
    await audit(client, { ...actOf(principal, id, reason), action: 'person.reset' }, now);
    return name;
  });
  await context.orderCopies?.copySoon();
  return { userId: id, username, password, until: until.toISOString() };
}

/** Takes away a second factor whose telephone is lost; its owner signs in by password and sets up another. */
export async function resetFactor(
  context: Context,
  principal: Principal,
  id: string,
  reason: string,
): Promise<void> {
  const now = context.clock();
  await inTransaction(context.pool, async (client) => {
    await requireOther(client, principal, id);
    if (!(await removeFactor(client, id))) throw new HttpError('not_found', 'there is no second factor');
    await endSessionsOf(client, id, 'factor', now);
    await audit(client, { ...actOf(principal, id, reason), action: 'person.factor' }, now);
  });
  await context.orderCopies?.copySoon();
}

function actOf(principal: Principal, subjectId: string, reason: string) {
  return { actorId: principal.userId, deviceId: principal.deviceId, subjectId, reason };
}

/** Nobody resets what proves themselves: that takes a second administrator. */
async function requireOther(client: Client, principal: Principal, id: string): Promise<string> {
  if (id === principal.userId) throw new HttpError('forbidden', 'another administrator has to do this');
  const found = await client.query<{ username: string }>(
    'select username from users where id = $1 for update',
    [id],
  );
  const [user] = found.rows;
  if (!user) throw new HttpError('not_found', 'no such user');
  return user.username;
}
