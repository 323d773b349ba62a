import { abilityOf } from '#shared/access/ability.ts';
import type { RecordedAct } from '#shared/model/act.ts';
import { auditAll } from '../admin/audit.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { type Scope, scopeOfAuthor } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import type { EditAuthor } from '../push/apply-group.ts';
import { storedMutations, type Verdict } from '../push/stored.ts';

/**
 * Writes recorded acts into the audit log, each once however often it is sent. What happened cannot be refused: an act
 * on a file out of the author's sight is written as that, and so is one by somebody whose role holds no files. The
 * answer is the same for a file that does not exist.
 */
export function recordActs(
  pool: Pool,
  author: EditAuthor,
  acts: readonly RecordedAct[],
  now: Date,
): Promise<Map<string, Verdict>> {
  if (acts.length === 0) return Promise.resolve(new Map());
  return inTransaction(pool, async (client) => {
    const scope = await scopeOfAuthor(client, author, now);
    const visible = await filesInSight(client, scope, acts);
    const fresh = await claimIds(client, author, acts, (act) => verdictOf(scope, act), now);
    await auditAll(
      client,
      acts
        .filter(({ id }) => fresh.has(id))
        .map(({ id, customerId, intent, next: { fields }, at, seq }) => ({
          actorId: author.userId,
          action: intent,
          subjectId: id,
          ...(customerId !== undefined && { customerId }),
          reason: '',
          deviceId: author.deviceId,
          ...(seq !== undefined && { deviceSeq: seq }),
          detail: {
            at,
            ...(fields && { fields }),
            ...(customerId !== undefined && !visible.has(customerId) && { outOfScope: true }),
          },
        })),
      now,
    );
    const stored = await storedMutations(
      client,
      acts.map(({ id }) => id),
    );
    return new Map(
      [...stored].map(([id, { userId, ...own }]) => [
        id,
        userId === author.userId ? own : { outcome: 'rejected', reason: 'not_allowed' },
      ]),
    );
  });
}

function verdictOf({ role }: Scope, { intent }: RecordedAct): Verdict {
  return intent === 'act.enter' || abilityOf(role).can('read', 'customers')
    ? { outcome: 'accepted' }
    : { outcome: 'rejected', reason: 'not_allowed' };
}

async function filesInSight(
  client: Client,
  scope: Scope,
  acts: readonly RecordedAct[],
): Promise<ReadonlySet<string>> {
  const found = await client.query<{ id: string }>(
    `select c.id from customers c where c.id = any ($1::uuid[]) and ${inScope('c', 2)}`,
    [acts.flatMap(({ customerId }) => customerId ?? []), ...scopeValues(scope)],
  );
  return new Set(found.rows.map(({ id }) => id));
}

/** Takes the ids that are new, in one statement: two nodes that get the same act at once write it once. */
async function claimIds(
  client: Client,
  { userId, deviceId }: EditAuthor,
  acts: readonly RecordedAct[],
  verdictOn: (act: RecordedAct) => Verdict,
  now: Date,
): Promise<ReadonlySet<string>> {
  const verdicts = acts.map(verdictOn);
  const claimed = await client.query<{ id: string }>(
    `insert into mutations (id, user_id, device_id, customer_id, collection, document_id, intent, op, base_rev, base,
                            next, outcome, reason, at, arrived_at)
     select id, $1, $2, file, 'acts', id, intent, 'create', 0, '{}'::jsonb, next::jsonb, outcome, reason, at, $3
     from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[])
       as t (id, file, intent, next, at, outcome, reason)
     order by id on conflict (id) do nothing returning id`,
    [
      userId,
      deviceId,
      now,
      acts.map(({ id }) => id),
      acts.map(({ customerId }) => customerId ?? null),
      acts.map(({ intent }) => intent),
      acts.map(({ next }) => JSON.stringify(next)),
      acts.map(({ at }) => at),
      verdicts.map(({ outcome }) => outcome),
      verdicts.map(({ reason }) => reason ?? null),
    ],
  );
  return new Set(claimed.rows.map(({ id }) => id));
}
