import { keyOf } from './apply.ts';
import type { Session } from './session.ts';
import { type Store, withFields } from './store.ts';
import { type Mutation, PROTOCOL, type PushAnswer, type PushResult, SCHEMA } from './wire.ts';

const EDITS_A_PUSH = 100;

/** One push as it is; nothing of the answer is applied. */
export function send(session: Session, mutations: readonly Mutation[], run?: string): Promise<PushAnswer> {
  const { deviceId } = session.machine;
  const body = { protocol: PROTOCOL, schema: SCHEMA, deviceId, mutations };
  return session.ask('/sync/push', run === undefined ? body : { ...body, run });
}

/**
 * Sends what waits, in order, and applies the outcomes. `otherRun` says that the server is in another run than the
 * last pull: that answer counts as none. What is to be tried again stays.
 */
export async function pushAll(
  session: Session,
  store: Store,
  settled: (result: PushResult, answer: PushAnswer) => void,
  keptRun?: string,
): Promise<{ results: PushResult[]; otherRun: boolean }> {
  const results: PushResult[] = [];
  for (let retry = false; store.outbox.length > 0 && !retry; ) {
    const answer = await send(session, store.outbox.slice(0, EDITS_A_PUSH), keptRun);
    if (store.place.checkpoint !== null && answer.run !== store.place.run) return { results, otherRun: true };
    for (const result of answer.results) {
      if (result.outcome === 'retry') retry = true;
      else {
        settle(store, result);
        settled(result, answer);
      }
    }
    results.push(...answer.results);
  }
  return { results, otherRun: false };
}

function settle(store: Store, result: PushResult): void {
  const at = store.outbox.findIndex(({ id }) => id === result.mutationId);
  const [edit] = at < 0 ? [] : store.outbox.splice(at, 1);
  if (result.evict !== undefined) store.evict(result.evict);
  if (edit === undefined || result.row === undefined) return;
  const key = keyOf(edit.collection, edit.documentId);
  store.answered.add(key);
  store.delivered?.add(key);
  if (store.place.checkpoint !== null) {
    store.apply(edit.collection, result.row, false);
    return;
  }
  // Which history this row is of is not known before the first answer of the comparison.
  const held = store.rows(edit.collection).get(edit.documentId);
  const doc = withFields(held?.doc ?? { id: edit.documentId }, edit.next);
  store.apply(edit.collection, { rev: held?.rev ?? 0, tag: 0, deleted: false, doc }, true);
}
