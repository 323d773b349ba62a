import type { FastifyBaseLogger } from 'fastify';
import type { PushRequest } from '#shared/protocol/push.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { applyEdits } from './apply.ts';
import { parseMutation } from './parse.ts';
import { type ResultText, resultJson } from './results.ts';

/** Answers a push with the JSON text of a `PushResponse`: a result for every edit, in the order they came. */
export async function push(
  context: Context,
  principal: Principal,
  request: Pick<PushRequest, 'protocol' | 'run'> & { mutations: readonly unknown[] },
  log: FastifyBaseLogger,
): Promise<string> {
  const { protocol } = request;
  const run = await context.databaseRun(context.pool);
  if ((request.run ?? run) !== run) {
    throw new HttpError('resync_required', 'edits answered in another run of the database come first');
  }
  const parsed = request.mutations.map(parseMutation);
  const mutations = parsed.flatMap((item) => (item.ok ? item.mutation : []));
  const { userId, name, deviceId, sessionId } = principal;
  const author = { userId, name, deviceId, sessionId, present: true, protocol };
  const results = await applyEdits(context, author, mutations, log);
  const texts = parsed.map((item) => {
    const result: ResultText = item.ok
      ? (results.get(item.mutation.id) ?? { outcome: 'retry' })
      : {
          outcome: 'rejected',
          reason: 'invalid',
          ...(item.fields.length > 0 && { fields: item.fields }),
        };
    context.metrics.outcomes.inc({ outcome: result.outcome });
    return resultJson(item.ok ? item.sentId : item.mutationId, result);
  });
  return `{"results":[${texts.join(',')}],"run":"${run}","at":"${context.clock().toISOString()}"}`;
}
