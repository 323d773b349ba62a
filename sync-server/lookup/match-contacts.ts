import type { FastifyBaseLogger } from 'fastify';
import { v5 } from 'uuid';
import { abilityOf } from '#shared/access/ability.ts';
import { type ContactLog, contactLog } from '#shared/model/contact-log.ts';
import { type Personal, personal } from '#shared/model/personal.ts';
import type { LookupRequest } from '#shared/protocol/lookup.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { databaseFault } from '../db/faults.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { loadAuthorScope } from '../pull/grants.ts';
import { BEGIN_EDITS, lockCustomer } from '../push/lock-files.ts';
import { findFile, LOOKUPS_PER_MINUTE, markOf } from './find-file.ts';

type Unattached = Extract<Personal, { kind: 'unattached' }>;
type Matching = Pick<Context, 'pool' | 'keys' | 'clock' | 'nudge'>;

/** Contacts that one call attends to; the others have their turn with the next. */
const AT_ONCE = 50;

/** The id of the log that an unattached contact becomes: the same one, however often it is tried. */
const LOG_OF = '6f9b2d0e-3c1a-5e47-9a58-2b7d10c4e6f3';

const lookupBy: Record<Unattached['by'], LookupRequest['by']> = {
  idNumber: 'idNumber',
  card: 'cardNo',
  customerNo: 'customerNo',
};

/**
 * Puts contacts that wait, of one person or of everybody, into the files of the customers whose numbers they name. Each
 * is a look-up: audited with its reason, and counted with the author's others, so that the surplus of a minute waits.
 */
export async function matchContacts(
  context: Matching,
  log: Pick<FastifyBaseLogger, 'warn'>,
  ownerId?: string,
): Promise<void> {
  const waiting = await context.pool.query<{ id: string }>(
    `select id from personal
     where doc ->> 'kind' = 'unattached' and doc ->> 'state' = 'waiting' and not deleted
       and ($1::uuid is null or owner_id = $1) order by id limit ${AT_ONCE}`,
    [ownerId ?? null],
  );
  for (const { id } of waiting.rows) {
    try {
      await inTransaction(context.pool, (client) => matchOne(context, client, id), BEGIN_EDITS);
    } catch (error) {
      // It waits where it is; the next round tries it again.
      log.warn({ fault: databaseFault(error) ?? 'unknown' }, 'an unattached contact was not matched');
    }
  }
  if (waiting.rows.length > 0) context.nudge();
}

async function matchOne(context: Matching, client: Client, id: string): Promise<void> {
  const now = context.clock();
  const contact = await lockWaiting(client, id);
  if (contact === undefined || (await isTooSoon(client, contact.ownerId, now))) return;
  const scope = await loadAuthorScope(client, contact.ownerId, now);
  if (scope === undefined) return;
  const shown = { by: lookupBy[contact.by], value: contact.number ?? '' };
  const file = abilityOf(scope.role).can('read', 'walkIns')
    ? await findFile(client, scope, shown)
    : undefined;
  // Merged at this very moment: it throws, and the next round finds the survivor.
  if (file !== undefined) await lockCustomer(client, scope, file.id);
  const logId = file && (await attach(client, contact, file.id));
  await settle(client, contact, logId);
  await audit(
    client,
    {
      actorId: contact.ownerId,
      action: 'contact.match',
      subjectId: contact.id,
      ...(file && { customerId: file.id }),
      reason: contact.reason,
      detail: { by: shown.by, mark: markOf(context.keys.lookup, shown), found: file !== undefined },
    },
    now,
  );
}

async function lockWaiting(client: Client, id: string): Promise<Unattached | undefined> {
  const found = await client.query<{ doc: unknown }>(
    `select doc from personal where id = $1 and doc ->> 'state' = 'waiting' and not deleted for update skip locked`,
    [id],
  );
  const read = personal.safeParse(found.rows[0]?.doc).data;
  return read?.kind === 'unattached' ? read : undefined;
}

async function isTooSoon(client: Client, ownerId: string, now: Date): Promise<boolean> {
  const found = await client.query<{ n: number }>(
    `select count(*)::int as n from audit_log
     where actor_id = $1 and action in ('lookup', 'contact.match') and at > $2`,
    [ownerId, new Date(now.getTime() - 60_000)],
  );
  return (found.rows[0]?.n ?? 0) >= LOOKUPS_PER_MINUTE;
}

async function attach(client: Client, contact: Unattached, customerId: string): Promise<string> {
  const author = await client.query<{ name: string }>('select name from users where id = $1', [
    contact.ownerId,
  ]);
  const { channel, direction, outcome, occurredAt } = contact;
  const doc = contactLog.parse({
    id: v5(contact.id, LOG_OF),
    customerId,
    channel,
    direction,
    outcome,
    occurredAt,
    note: contact.note ?? contact.reason,
    authorId: contact.ownerId,
    authorName: author.rows[0]?.name ?? '',
  } satisfies ContactLog);
  await client.query(
    'insert into contact_logs (id, customer_id, doc, updated_by) values ($1, $2, $3, $4) on conflict (id) do nothing',
    [doc.id, customerId, JSON.stringify(doc), contact.ownerId],
  );
  return doc.id;
}

/** Once the contact is in a file, the number and the words are there and not here. */
async function settle(client: Client, contact: Unattached, contactLogId: string | undefined): Promise<void> {
  const { number, name, note, ...rest } = contact;
  const doc =
    contactLogId === undefined
      ? ({ ...contact, state: 'unknown' } satisfies Unattached)
      : ({ ...rest, state: 'matched', contactLogId } satisfies Unattached);
  await client.query('update personal set doc = $2, updated_by = $3 where id = $1', [
    contact.id,
    JSON.stringify(doc),
    contact.ownerId,
  ]);
}
