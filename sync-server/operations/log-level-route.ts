import {
  type LogLevelRequest,
  type LogLevelResponse,
  logLevelRequest,
  logLevelResponse,
} from '#shared/protocol/log-level.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import type { Principal } from '../identity/guard.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { LOG_SETTING, type LogLevel } from './log-level.ts';

export function logLevelRoutes(app: TypedApp, context: Context, logLevel: LogLevel): void {
  app.post(
    '/operations/log-level',
    {
      bodyLimit: 4 * 1024,
      schema: {
        summary: 'What every node logs for a while',
        security: [{ bearer: [] }],
        body: logLevelRequest,
        response: { 200: logLevelResponse, ...errors(400, 401, 403, 413, 429, 503) },
      },
    },
    async (request): Promise<LogLevelResponse> => {
      const principal = await requireAbility(context, request, 'update', 'operations');
      const until = await ask(context, principal, request.body);
      await logLevel.look(context.pool, context.clock());
      return { level: logLevel.current, until: until.toISOString() };
    },
  );
}

function ask(context: Context, by: Principal, asked: LogLevelRequest): Promise<Date> {
  const now = context.clock();
  const until = new Date(now.getTime() + asked.minutes * 60_000);
  return inTransaction(context.pool, async (client) => {
    await client.query(
      `insert into settings (name, value) values ($1, $2)
       on conflict (name) do update set value = excluded.value`,
      [LOG_SETTING, JSON.stringify({ level: asked.level, until: until.toISOString() })],
    );
    const act = { actorId: by.userId, deviceId: by.deviceId, reason: asked.reason };
    const detail = { level: asked.level, minutes: asked.minutes };
    await audit(client, { ...act, action: 'log.level', detail }, now);
    return until;
  });
}
