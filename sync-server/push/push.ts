import type { FastifyBaseLogger } from 'fastify';
import type { Context } from '../context.ts';
import type { Principal } from '../identity/guard.ts';
import { applyEdits } from './apply.ts';
import { parseMutation } from './parse.ts';
import { type ResultText, resultJson } from './results.ts';

/** Answers a push with the JSON text of a `PushResponse`: a result for every edit, in the order they came. */
export async function push(
  context: Context,
  principal: Principal,
  values: readonly unknown[],
  log: FastifyBaseLogger,
): Promise<string> {
  const parsed = values.map(parseMutation);
  const mutations = parsed.flatMap((item) => (item.ok ? item.mutation : []));
  const { userId, name, deviceId } = principal;
  const author = { userId, name, deviceId, present: true };
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
  return `{"results":[${texts.join(',')}]}`;
}
