import type { FastifyBaseLogger } from 'fastify';
import type { SentMutation } from '#shared/model/act.ts';
import { collections } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { recordActs } from '../acts/record-acts.ts';
import type { Context } from '../context.ts';
import { databaseFault } from '../db/faults.ts';
import type { Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { matchContacts } from '../lookup/match-contacts.ts';
import { applyFreeFiles, applyGroup, type EditAuthor, type Group } from './apply-group.ts';
import { FileMerged } from './lock-files.ts';
import { followMerges } from './redirects.ts';
import type { ResultText } from './results.ts';

/** Files of one request that are worked on at the same time. */
const AT_ONCE = 3;

/**
 * Applies edits of one author in the order they came, file by file. What has no result, by the mutation's id, is to
 * be sent again.
 */
export async function applyEdits(
  context: Context,
  author: EditAuthor,
  sent: readonly SentMutation[],
  log: FastifyBaseLogger,
): Promise<Map<string, ResultText>> {
  const acts = sent.filter((item) => item.collection === 'acts');
  const mutations = sent.filter((item) => item.collection !== 'acts');
  const results = new Map<string, ResultText>(await recordActs(context.pool, author, acts, context.clock()));
  const run = await context.databaseRun(context.pool);
  const { followed, merged } = await followMerges(
    context.pool,
    mutations.map((mutation) => ofRun(mutation, run)),
  );
  const groups = await applyTogether(
    context,
    author,
    await groupByFile(context.pool, followed),
    results,
    log,
  );
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        for (const [id, result] of await applySafely(context, author, group, log)) results.set(id, result);
      }
    }),
  );
  // The file they knew is gone from their replica's scope; the survivor comes by the feed.
  for (const [id, evict] of merged) {
    const result = results.get(id);
    if (result) results.set(id, { ...withoutRow(result), evict });
  }
  // Whatever becomes of it, these edits are answered: a contact that is not matched now waits for its job.
  if (mutations.some(({ intent }) => intent === 'personal.unattached'))
    await matchContacts(context, log, author.userId).catch(() => undefined);
  context.nudge();
  return results;
}

/** Beyond every revision: what the author saw is known by its values alone. */
const NO_REVISION = Number.MAX_SAFE_INTEGER;

/** An edit whose author saw another history: its revision may have been given to somebody else's change since. */
function ofRun(mutation: Mutation, run: string): Mutation {
  const foreign = mutation.run !== undefined && mutation.run !== run && mutation.op === 'update';
  return foreign ? { ...mutation, baseRev: NO_REVISION } : mutation;
}

/** Applies what can be applied at once, adds the results, and returns the groups that are left to do one by one. */
async function applyTogether(
  context: Context,
  author: EditAuthor,
  groups: Group[],
  results: Map<string, ResultText>,
  log: FastifyBaseLogger,
): Promise<Group[]> {
  if (groups.length < 2) return groups;
  try {
    const done = await applyFreeFiles(context.pool, author, groups, context.clock());
    for (const [id, result] of done) results.set(id, result);
    return groups.filter(({ mutations }) => mutations.some(({ id }) => !done.has(id)));
  } catch (error) {
    log.warn({ fault: faultToBear(error), files: groups.length }, 'not applied together: file by file now');
    return groups;
  }
}

function withoutRow({ rowText: _, ...rest }: ResultText): ResultText {
  return rest;
}

/** Groups edits by the file their document is in now, which may be another than its author knew. */
async function groupByFile(pool: Pool, mutations: readonly Mutation[]): Promise<Group[]> {
  const actual = new Map<string, string>();
  for (const [collection, own] of Map.groupBy(mutations, (mutation) => mutation.collection)) {
    if (collection === 'customers' || collections[collection].belongsTo === 'user') continue;
    const found = await pool.query<{ id: string; customer_id: string }>(
      `select id, customer_id from ${collections[collection].table} where id = any ($1::uuid[])`,
      [own.filter(({ op }) => op === 'update').map(({ documentId }) => documentId)],
    );
    for (const row of found.rows) actual.set(row.id, row.customer_id);
  }
  const fileOf = (mutation: Mutation) =>
    (mutation.op === 'update' ? actual.get(mutation.documentId) : undefined) ?? mutation.customerId ?? null;
  return [...Map.groupBy(mutations, fileOf)].map(([customerId, own]) => ({ customerId, mutations: own }));
}

/** A file that fails as a whole is done again edit by edit, so that one bad edit never holds up the next. */
async function applySafely(
  context: Context,
  author: EditAuthor,
  group: Group,
  log: FastifyBaseLogger,
): Promise<Map<string, ResultText>> {
  try {
    return await applyGroup(context.pool, author, group, context.clock());
  } catch (error) {
    const fault = faultToBear(error);
    if (fault === 'busy') return new Map();
    log.warn({ fault, edits: group.mutations.length }, 'a file was not applied whole: edit by edit now');
  }
  const results = new Map<string, ResultText>();
  const waiting = new Set<string>();
  for (const mutation of group.mutations) {
    if (waiting.has(mutation.documentId)) continue;
    try {
      const one = { ...group, mutations: [mutation] };
      const done = await applyGroup(context.pool, author, one, context.clock());
      for (const [id, result] of done) results.set(id, result);
    } catch (error) {
      const fault = faultToBear(error);
      if (fault === 'input') results.set(mutation.id, { outcome: 'rejected', reason: 'invalid' });
      // Later edits of the same document wait for this one.
      else waiting.add(mutation.documentId);
      log.error({ fault, mutationId: mutation.id }, 'an edit was not applied');
    }
  }
  return results;
}

/** Passes on what the whole request fails of; names the rest. */
function faultToBear(error: unknown): 'busy' | 'input' | 'other' {
  if (error instanceof FileMerged) return 'busy';
  const fault = databaseFault(error);
  if (error instanceof HttpError || fault === 'unavailable') throw error;
  return fault ?? 'other';
}
