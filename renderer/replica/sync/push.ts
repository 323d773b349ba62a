import { PUSH_LIMIT } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { ReplicaError } from '../api.ts';
import type { Clock, Journal } from '../deps.ts';
import type { OutboxRow } from '../outbox/row.ts';
import type { ApplyContext } from './apply.ts';
import type { Server } from './server.ts';
import { settleResult } from './settle.ts';

/** Calls the server with a valid access token, refreshed and tried again where it has run out. */
export type Authorized = <T>(request: (token: string) => Promise<T>) => Promise<T>;

export interface PushContext extends ApplyContext {
  server: Server;
  authorized: Authorized;
  deviceId: string;
  clock: Clock;
  journal: Journal;
  /** Whose edits are sent: those of others in the same outbox are not his to send. */
  authorId(): string;
  signal: AbortSignal;
  onSending(ids: ReadonlySet<string>): void;
}

/**
 * Sends what is in the outbox, in the order of entry, until all of it has an outcome. A lost answer costs nothing:
 * the same ids go again and get the same answers.
 */
export async function pushAll(context: PushContext): Promise<void> {
  let after = 0;
  let postponed = false;
  try {
    for (;;) {
      const batch = context.outbox
        .pending()
        .filter((row) => row.seq > after && row.authorId === context.authorId())
        .slice(0, PUSH_LIMIT);
      const last = batch.at(-1);
      if (last === undefined) break;
      postponed = (await pushBatch(context, batch)) || postponed;
      after = last.seq;
    }
  } finally {
    context.onSending(new Set());
  }
  // The loop's back-off decides when to try again.
  if (postponed) throw new ReplicaError('unavailable');
}

/** Resolves to true when some of the batch has no outcome yet. */
async function pushBatch(context: PushContext, batch: readonly OutboxRow[]): Promise<boolean> {
  const ids = new Set(batch.map((row) => row.mutation.id));
  context.onSending(ids);
  const { results } = await context.authorized((token) =>
    context.server.push(
      {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        deviceId: context.deviceId,
        mutations: batch.map((row) => row.mutation),
      },
      { token, signal: context.signal },
    ),
  );
  for (const result of results) {
    await settleResult(context, result);
    if (result.outcome !== 'retry') ids.delete(result.mutationId);
    context.onSending(ids);
  }
  // Their sealed copies have served their purpose, now that the outcomes are durable.
  await context.journal.removeFromJournal(batch.flatMap(({ mutation: { id } }) => (ids.has(id) ? [] : [id])));
  return ids.size > 0;
}
