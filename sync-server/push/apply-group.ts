import type { Mutation } from '#shared/model/mutation.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { type Scope, scopeOfAuthor, spokenIn } from '../pull/grants.ts';
import { reportRejection } from './inbox-items.ts';
import { judge } from './judge.ts';
import { loadStates } from './load-state.ts';
import { BEGIN_EDITS, type LockedGroup, lockFreeFiles, lockGroup } from './lock-files.ts';
import { type ResultText, rowsOf } from './results.ts';
import { storedMutations, type Verdict } from './stored.ts';
import { type JudgedFile, writeEffects } from './write.ts';

/** Whose edits they are, and the device they were made on. */
export interface EditAuthor {
  readonly userId: string;
  readonly name: string;
  readonly deviceId: string;
  /** Of who is present: it says at which branch they work. */
  readonly sessionId?: string;
  /** False when the device delivers them without their author: they may be disabled, and see no answer. */
  readonly present: boolean;
  /** The protocol that they speak; absent: the present one. */
  readonly protocol?: number;
  /** They come from a device that they were not made on: none of a customer's file is applied without a decision. */
  readonly parksAll?: boolean;
  /** Edits whose refusal their author was told before, by id. */
  readonly toldRefusals?: ReadonlySet<string>;
}

/** Edits of one customer file, or of what belongs to the user, in the order in which they were entered. */
export interface Group {
  /** The file's id as the database knows it, `null` for the user's own documents. */
  readonly customerId: string | null;
  readonly mutations: readonly Mutation[];
}

/** Applies the edits of one file in one transaction, waiting for whoever works on the file. */
export function applyGroup(
  pool: Pool,
  author: EditAuthor,
  group: Group,
  now: Date,
): Promise<Map<string, ResultText>> {
  return inTransaction(
    pool,
    async (client) => {
      const scope = await scopeOf(client, author, now);
      const visible = await lockGroup(client, scope, author, group.customerId);
      return applyLocked(client, scope, author, [{ ...group, visible }], now);
    },
    BEGIN_EDITS,
  );
}

/**
 * Applies the edits of all files that are free at this moment in one transaction: as many statements and one commit
 * for fifty files as for one. What has no result is to be done file by file.
 */
export function applyFreeFiles(
  pool: Pool,
  author: EditAuthor,
  groups: readonly Group[],
  now: Date,
): Promise<Map<string, ResultText>> {
  return inTransaction(
    pool,
    async (client) => {
      const scope = await scopeOf(client, author, now);
      const locked = await lockFreeFiles(client, scope, groups);
      return locked.length === 0 ? new Map() : applyLocked(client, scope, author, locked, now);
    },
    BEGIN_EDITS,
  );
}

async function scopeOf(client: Client, author: EditAuthor, now: Date): Promise<Scope> {
  const scope = await scopeOfAuthor(client, author, now);
  return author.protocol === undefined ? scope : spokenIn(author.protocol, scope);
}

/**
 * Judges the edits of each file in their order, writes set by set, and answers with what the author may see after it.
 * An edit answered before gets its answer again and changes nothing.
 */
async function applyLocked(
  client: Client,
  scope: Scope,
  author: EditAuthor,
  groups: readonly LockedGroup[],
  now: Date,
): Promise<Map<string, ResultText>> {
  const mutations = groups.flatMap((group) => group.mutations);
  const stored = await storedMutations(
    client,
    mutations.map((mutation) => mutation.id),
  );
  const fresh = groups.map((group) => ({
    ...group,
    mutations: distinct(group.mutations.filter((mutation) => !stored.has(mutation.id))),
  }));
  const states = await loadStates(client, scope, author, fresh, now);
  const verdicts = new Map<string, Verdict>();
  for (const [id, before] of stored) {
    // Whoever used this id first has the answer; nobody else learns what it was.
    const own = before.userId === author.userId;
    verdicts.set(id, own ? before : { outcome: 'rejected', reason: 'not_allowed' });
  }
  const files = states.map((state, index): JudgedFile => {
    const answered = (fresh[index]?.mutations ?? []).flatMap((mutation) => {
      // The same id in two files of one request.
      if (verdicts.has(mutation.id)) return [];
      const verdict = judge(state, mutation);
      if (isToBeTold(author, mutation, verdict)) reportRejection(state, mutation, verdict);
      verdicts.set(mutation.id, verdict);
      return { mutation, verdict };
    });
    return { state, answered };
  });
  await writeEffects(client, files);
  const strangers = new Set([...stored].flatMap(([id, row]) => (row.userId === author.userId ? [] : id)));
  const answers = states.map((state, index) => ({ state, mutations: groups[index]?.mutations ?? [] }));
  return rowsOf(client, scope, answers, verdicts, strangers);
}

/**
 * Nobody else would tell an author who is not there. Who was told before, or has done no more than to tick off an item
 * of an inbox that is not there any more, has heard enough.
 */
function isToBeTold(author: EditAuthor, { id, collection }: Mutation, { outcome }: Verdict): boolean {
  const silent = author.present || collection === 'inbox' || author.toldRefusals?.has(id) === true;
  return outcome === 'rejected' && !silent;
}

function distinct(mutations: readonly Mutation[]): Mutation[] {
  return [...new Map(mutations.map((mutation) => [mutation.id, mutation])).values()];
}
