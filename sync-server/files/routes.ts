import {
  fileParams,
  type HistoryPage,
  historyPage,
  historyQuery,
  type TransactionPage,
  transactionPage,
  transactionsQuery,
} from '#shared/protocol/files.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { fileHistory } from './history.ts';
import { olderTransactions } from './older-transactions.ts';

/** What of a customer's file no replica holds, for whoever has the file. */
export function fileRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/files/:id/transactions',
    {
      schema: {
        summary: 'Bookings of a customer older than those that replicas keep, the newest first',
        security: [{ bearer: [] }],
        params: fileParams,
        querystring: transactionsQuery,
        response: { 200: transactionPage, ...errors(400, 401, 403, 404, 429, 503) },
      },
    },
    async (request): Promise<TransactionPage> => {
      const principal = await requireAbility(context, request, 'read', 'transactions');
      return olderTransactions(context, principal, request.params.id.toLowerCase(), request.query.before);
    },
  );

  app.get(
    '/files/:id/history',
    {
      schema: {
        summary: 'Who changed which fields of a customer file when, the latest first; never the values',
        security: [{ bearer: [] }],
        params: fileParams,
        querystring: historyQuery,
        response: { 200: historyPage, ...errors(400, 401, 403, 404, 429, 503) },
      },
    },
    async (request): Promise<HistoryPage> => {
      const principal = await requireAbility(context, request, 'read', 'customers');
      return fileHistory(context, principal, request.params.id.toLowerCase(), request.query.before);
    },
  );
}
