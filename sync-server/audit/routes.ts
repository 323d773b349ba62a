import {
  type AuditFilter,
  type AuditState,
  auditExport,
  auditExported,
  auditGaps,
  auditPage,
  auditSearch,
  auditState,
} from '#shared/protocol/audit.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import type { Principal } from '../identity/guard.ts';
import { policyOf } from '../identity/policy.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { listGaps } from './gaps.ts';
import { isSignedBy } from './head.ts';
import { searchLines } from './search.ts';
import { lastHead } from './sign-heads.ts';
import { chainState } from './state.ts';

const PAGE = 100;
/** Lines of one file. */
const EXPORTED = 10_000;
const security = [{ bearer: [] }];
const reading = errors(401, 403, 429, 503);
const asking = errors(400, 401, 403, 413, 429, 503);

/** The auditor's look at the audit log. Looking and taking away are lines themselves, in the same transaction. */
export function auditRoutes(app: TypedApp, context: Context): void {
  app.post(
    '/audit/search',
    {
      bodyLimit: 2048,
      schema: {
        summary: 'Search the audit log, newest lines first',
        security,
        body: auditSearch,
        response: { 200: auditPage, ...asking },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'read', 'auditLog');
      const { filter, after } = request.body;
      return inTransaction(context.pool, async (client) => {
        const page = await searchLines(client, filter, { limit: PAGE, after });
        const detail = { filter, lines: page.items.length, ...(after !== undefined && { page: 'next' }) };
        await audit(client, lookOf(principal, 'audit.search', detail), context.clock());
        return page;
      });
    },
  );

  app.post(
    '/audit/export',
    {
      bodyLimit: 2048,
      schema: {
        summary: 'Take lines of the audit log away in a file',
        security,
        body: auditExport,
        response: { 200: auditExported, ...asking },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'read', 'auditLog');
      const { exports } = await policyOf(context.pool, principal.role, request.log);
      if (exports === 'forbidden') throw new HttpError('forbidden', 'the bank lets nothing leave the screen');
      const { filter } = request.body;
      return inTransaction(context.pool, async (client) => {
        const { items, next } = await searchLines(client, filter, { limit: EXPORTED });
        const detail = { filter, lines: items.length };
        await audit(client, lookOf(principal, 'audit.export', detail), context.clock());
        return { items, more: next !== undefined };
      });
    },
  );

  app.get(
    '/audit/state',
    {
      schema: {
        summary: 'How far the audit log is chained and signed',
        security,
        response: { 200: auditState, ...reading },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'auditLog');
      return stateOf(context);
    },
  );

  app.get(
    '/audit/gaps',
    {
      schema: {
        summary: 'Numbers of devices that never came',
        security,
        response: { 200: auditGaps, ...reading },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'auditLog');
      return listGaps(context.pool);
    },
  );
}

function lookOf(
  { userId, deviceId }: Principal,
  action: 'audit.search' | 'audit.export',
  detail: { readonly filter: AuditFilter; readonly lines: number; readonly page?: string },
) {
  return { actorId: userId, deviceId, action, reason: '', detail };
}

async function stateOf({ pool, clock, keys, headCopies }: Context): Promise<AuditState> {
  const now = clock();
  const { sealedTo, waiting, lagSeconds } = await chainState(pool, now);
  const head = await lastHead(pool);
  const sealed =
    head &&
    (await pool.query<{ hash: Buffer }>('select hash from audit_seals where pos = $1', [head.pos])).rows[0];
  const copied = headCopies?.last;
  return {
    asOf: now.toISOString(),
    sealedTo,
    waiting,
    lagSeconds,
    intact:
      head === undefined ||
      (sealed?.hash.toString('hex') === head.hash && isSignedBy(keys.audit.publicKey, head)),
    ...(head && { head: { number: head.number, pos: head.pos, at: head.at } }),
    ...(headCopies && { copied: { pos: copied?.pos ?? 0, ...(copied && { at: copied.at }) } }),
    publicKey: keys.audit.publicKey,
  };
}
