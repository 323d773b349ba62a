import { abilityOf } from '#shared/access/ability.ts';
import { type OperationsStatus, operationsStatus } from '#shared/protocol/operations.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireUser } from '../identity/guard.ts';

export interface NodeState {
  readonly startedAt: Date;
  readonly streamClients: number;
  readonly stamping: boolean;
  readonly listening: boolean;
}

export function statusRoutes(app: TypedApp, context: Context, nodeState: () => NodeState): void {
  app.get(
    '/operations/status',
    {
      schema: {
        summary: 'How the sync service is doing',
        security: [{ bearer: [] }],
        response: { 200: operationsStatus, ...errors(401, 403, 429, 503) },
      },
    },
    async (request): Promise<OperationsStatus> => {
      const principal = await requireUser(context, request);
      if (!abilityOf(principal.role).can('read', 'operations')) {
        throw new HttpError('forbidden', 'this role does not run the service');
      }
      const now = context.clock();
      const feed = await context.feedWatch.look();
      const counts = await context.pool.query<{
        sessions: number;
        parked: number;
        unreadable: number;
        feed_rows: number;
      }>(
        `select (select count(*) from sessions where revoked_at is null and expires_at > $1) as sessions,
                (select count(*) from parked_edits where resolved_at is null) as parked,
                (select count(*) from sealed_unreadable where resolved_at is null) as unreadable,
                (select greatest(reltuples, 0)::bigint from pg_class where oid = 'feed'::regclass) as feed_rows`,
        [now],
      );
      const devices = await context.pool.query<{
        id: string;
        last_seen_at: Date;
        name: string | null;
        schema_version: number | null;
        unsent: number | null;
        issued_at: Date | null;
        confirmed_at: Date | null;
      }>(
        `select d.id, d.last_seen_at, u.name, d.schema_version, d.unsent, o.issued_at, o.confirmed_at
         from devices d left join users u on u.id = d.last_user_id
         left join lateral (
           select issued_at, confirmed_at from device_orders where device_id = d.id
           order by issued_at desc limit 1) o on true
         order by o.issued_at is not null and o.confirmed_at is null desc, d.last_seen_at desc limit 500`,
      );
      const feedCheck = await latestCheck(context);
      const node = nodeState();
      return {
        asOf: now.toISOString(),
        node: { ...node, name: context.nodeName, startedAt: node.startedAt.toISOString() },
        feed: { ...feed, rows: counts.rows[0]?.feed_rows ?? 0 },
        ...(feedCheck && { feedCheck }),
        sessionsActive: counts.rows[0]?.sessions ?? 0,
        parkedEdits: counts.rows[0]?.parked ?? 0,
        unreadableCopies: counts.rows[0]?.unreadable ?? 0,
        devices: devices.rows.map((row) => ({
          id: row.id,
          lastSeenAt: row.last_seen_at.toISOString(),
          ...(row.name !== null && { lastUserName: row.name }),
          ...(row.schema_version !== null && { schemaVersion: row.schema_version }),
          ...(row.unsent !== null && { unsent: row.unsent }),
          ...(row.issued_at !== null && {
            wipe: {
              orderedAt: row.issued_at.toISOString(),
              ...(row.confirmed_at !== null && { confirmedAt: row.confirmed_at.toISOString() }),
            },
          }),
        })),
      };
    },
  );
}

async function latestCheck(context: Context): Promise<OperationsStatus['feedCheck']> {
  const found = await context.pool.query<{
    started_at: Date;
    finished_at: Date | null;
    files: number;
    documents: number;
    repaired_files: number;
    repaired_documents: number;
    retried_letters: number;
  }>('select * from feed_checks order by id desc limit 1');
  const [row] = found.rows;
  return (
    row && {
      startedAt: row.started_at.toISOString(),
      ...(row.finished_at !== null && { finishedAt: row.finished_at.toISOString() }),
      files: row.files,
      documents: row.documents,
      repairedFiles: row.repaired_files,
      repairedDocuments: row.repaired_documents,
      retriedLetters: row.retried_letters,
    }
  );
}
