import { type OperationsStatus, operationsStatus } from '#shared/protocol/operations.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';

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
      const _principal = await requireAbility(context, request, 'read', 'operations');
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
