import { definitionOf } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { loadAuthorScope, loadScope, type Scope } from '../pull/grants.ts';
import { inScope, scopeValues } from '../pull/in-scope.ts';
import type { FileState } from './file-state.ts';
import { reportRejection } from './inbox-items.ts';
import { judge } from './judge.ts';
import { type ResultText, rowsOf } from './results.ts';
import { historyOf, lockDocuments, storedMutations, type Verdict } from './stored.ts';
import { type Answered, writeEffects } from './write.ts';

/** Whose edits they are, and the device they were made on. */
export interface EditAuthor {
  readonly userId: string;
  readonly name: string;
  readonly deviceId: string;
  /** False when the device delivers them without their author: they may be disabled, and see no answer. */
  readonly present: boolean;
  /** The protocol that they speak; absent: the present one. */
  readonly protocol?: number;
  /** Edits whose refusal their author was told before, by id. */
  readonly toldRefusals?: ReadonlySet<string>;
}

/** Edits of one customer file, or of what belongs to the user, in the order in which they were entered. */
export interface Group {
  /** The file's id as the database knows it, `null` for the user's own documents. */
  readonly customerId: string | null;
  readonly mutations: readonly Mutation[];
}

// A lock that is held longer than this makes the edit wait on its device, not the request here.
export const BEGIN_EDITS = "begin; set local lock_timeout = '3s'; set local statement_timeout = '15s'";
const GROUP_LOCK = 7_302_004;

/**
 * Applies the edits of one file in one transaction: judged in order, written set by set, answered with what the
 * author may see after it. An edit answered before gets its answer again and changes nothing.
 */
export function applyGroup(
  pool: Pool,
  author: EditAuthor,
  group: Group,
  now: Date,
): Promise<Map<string, ResultText>> {
  return inTransaction(
    pool,
    async (client) => {
      const load = author.present ? loadScope : loadAuthorScope;
      const loaded = await load(client, author.userId, now);
      if (!loaded) throw new HttpError('user_disabled', 'the account is disabled');
      const { protocol } = author;
      const scope = protocol === undefined ? loaded : { ...loaded, protocol };
      const visible = await lockGroup(client, scope, author, group.customerId);
      const stored = await storedMutations(
        client,
        group.mutations.map((mutation) => mutation.id),
      );
      const fresh = distinct(group.mutations.filter((mutation) => !stored.has(mutation.id)));
      const state = await loadState(client, scope, author, group.customerId, visible, fresh, now);
      const verdicts = new Map<string, Verdict>();
      const answered: Answered[] = [];
      for (const mutation of group.mutations) {
        const before = stored.get(mutation.id);
        if (before) {
          // Whoever used this id first has the answer; nobody else learns what it was.
          verdicts.set(
            mutation.id,
            before.userId === author.userId ? before : { outcome: 'rejected', reason: 'not_allowed' },
          );
        } else if (!verdicts.has(mutation.id)) {
          const verdict = judge(state, mutation);
          if (isToBeTold(author, mutation, verdict)) reportRejection(state, mutation, verdict);
          verdicts.set(mutation.id, verdict);
          answered.push({ mutation, verdict });
        }
      }
      await writeEffects(client, state, answered);
      const strangers = new Set([...stored].flatMap(([id, row]) => (row.userId === author.userId ? [] : id)));
      return rowsOf(client, scope, state, group.mutations, verdicts, strangers);
    },
    BEGIN_EDITS,
  );
}

/**
 * Nobody else would tell an author who is not there. Who was told before, or has done no more than to tick off an item
 * of an inbox that is not there any more, has heard enough.
 */
function isToBeTold(author: EditAuthor, { id, collection }: Mutation, { outcome }: Verdict): boolean {
  const silent = author.present || collection === 'inbox' || author.toldRefusals?.has(id) === true;
  return outcome === 'rejected' && !silent;
}

/** The customer was merged into another since the edits were grouped: they are to be grouped anew. */
export class FileMerged extends HttpError {
  constructor() {
    super('conflict', 'the customer was merged into another');
  }
}

/**
 * One file is changed by one transaction at a time. Returns whether the file is in the user's scope; `undefined` for
 * one that does not exist. Scope is read by a statement of its own: the one that waited for the lock would see
 * restrictions and merges as they were before it waited.
 */
export async function lockCustomer(
  client: Client,
  scope: Scope,
  customerId: string,
): Promise<boolean | undefined> {
  await client.query('select 1 from customers where id = $1 for update', [customerId]);
  const found = await client.query<{ visible: boolean; merged: boolean }>(
    `select ${inScope('c', 2)} as visible,
            exists (select from customer_redirects r where r.merged_id = c.id) as merged
     from customers c where id = $1`,
    [customerId, ...scopeValues(scope)],
  );
  const [file] = found.rows;
  if (file?.merged) throw new FileMerged();
  return file?.visible;
}

async function lockGroup(
  client: Client,
  scope: Scope,
  author: EditAuthor,
  customerId: string | null,
): Promise<boolean> {
  if (customerId !== null) {
    const visible = await lockCustomer(client, scope, customerId);
    if (visible !== undefined) return visible;
  }
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [
    GROUP_LOCK,
    customerId ?? author.userId,
  ]);
  return false;
}

/** A file as some edits meet it: the documents they are about, locked, and the history that judges them. */
export async function loadState(
  client: Client,
  scope: Scope,
  author: EditAuthor,
  customerId: string | null,
  visible: boolean,
  mutations: readonly Mutation[],
  now: Date,
): Promise<FileState> {
  const documents = await lockDocuments(client, mutations);
  const weighty = mutations.filter(
    ({ op, collection, next }) =>
      op === 'update' && definitionOf(collection).kycFields.some((field) => Object.hasOwn(next, field)),
  );
  const history = await historyOf(
    client,
    [...new Set(weighty.map((mutation) => mutation.documentId))],
    Math.min(...weighty.map((mutation) => mutation.baseRev)),
  );
  const { userId, name, deviceId } = author;
  return {
    author: { userId, name, deviceId, role: scope.role },
    writer: { userId, name, deviceId },
    customerId,
    visible,
    documents,
    history,
    people: await existingPeople(client, mutations),
    now,
    changes: [],
    inbox: [],
    parked: [],
    requests: [],
  };
}

async function existingPeople(client: Client, mutations: readonly Mutation[]): Promise<Set<string>> {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const named = mutations.flatMap(({ next }) =>
    typeof next.assigneeId === 'string' && uuid.test(next.assigneeId) ? next.assigneeId : [],
  );
  if (named.length === 0) return new Set();
  const found = await client.query<{ id: string }>('select id from users where id = any ($1::uuid[])', [
    named,
  ]);
  return new Set(found.rows.map((row) => row.id));
}

function distinct(mutations: readonly Mutation[]): Mutation[] {
  return [...new Map(mutations.map((mutation) => [mutation.id, mutation])).values()];
}
