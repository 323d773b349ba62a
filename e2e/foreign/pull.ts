import { applyAnswer, endDownload } from './apply.ts';
import { filesOf, holdsOf, sinceNinetyDays } from './digests.ts';
import type { Session } from './session.ts';
import { NOWHERE, type Store } from './store.ts';
import { PROTOCOL, type PullAnswer, Refusal, SCHEMA } from './wire.ts';

/** Pulls until there is no more, whatever has to be begun again on the way. Gives every answer. */
export async function pullAll(
  session: Session,
  store: Store,
  beforeEvicting: () => Promise<unknown>,
  limit?: number,
): Promise<PullAnswer[]> {
  const answers: PullAnswer[] = [];
  for (let more = true; more; ) {
    store.answered.clear();
    try {
      const answer = await session.ask<PullAnswer>('/sync/pull', pullRequest(session, store, limit));
      answers.push(answer);
      if (answer.evict.some((file) => store.pendingOf(file))) await beforeEvicting();
      more = take(store, answer) || answer.more;
    } catch (error) {
      const { checkpoint } = store.place;
      if (!(error instanceof Refusal && error.code === 'resync_required' && checkpoint !== null)) throw error;
      beginAgain(store);
    }
  }
  return answers;
}

function pullRequest(session: Session, store: Store, limit: number | undefined): object {
  const { place } = store;
  const body = {
    protocol: PROTOCOL,
    schema: SCHEMA,
    deviceId: session.machine.deviceId,
    checkpoint: place.checkpoint,
    ...(limit === undefined ? {} : { limit }),
  };
  if (place.compare) return { ...body, files: filesOf(store, place.compare, place.since) };
  if (place.checkpoint === null && place.complete) return { ...body, holds: holdsOf(store, place.since) };
  return body;
}

/** A whole replica is compared; one that was not is downloaded in place. */
function beginAgain(store: Store): void {
  const { compare: _compare, ...place } = store.place;
  store.place = { ...place, checkpoint: null, run: '', since: sinceNinetyDays() };
  store.delivered = place.complete ? undefined : new Set();
}

/** Applies an answer where it is for this replica; says whether to ask again whatever the answer says. */
function take(store: Store, answer: PullAnswer): boolean {
  const before = store.place;
  const ofAnotherScope = before.scope !== '' && before.scope !== answer.scope.id;
  if (ofAnotherScope) store.clear();
  else if (before.rules !== '' && before.rules !== answer.rulesVersion && before.checkpoint !== null)
    store.place = { ...NOWHERE, scope: before.scope };
  if (store.place !== before && before.checkpoint !== null) {
    store.delivered = new Set();
    return true;
  }
  const comparing = answer.comparing === true || before.compare !== undefined;
  // The answer to sums that say nothing is the first page of a download in place.
  if (before.checkpoint === null && before.complete && !comparing) store.delivered = new Set();
  applyAnswer(store, answer, comparing || store.delivered !== undefined);
  const { checkpoint, complete, scope, rulesVersion, run, compare } = answer;
  store.place = {
    checkpoint,
    complete: complete || comparing,
    scope: scope.id,
    rules: rulesVersion,
    run,
    since: before.since,
    ...(compare ? { compare } : {}),
  };
  if (complete) endDownload(store);
  return compare !== undefined;
}
