import { type LookupResponse, lookupRequest, lookupResponse } from '#shared/protocol/lookup.ts';
import type { Context } from '../context.ts';
import { requestLimit } from '../http/request-limit.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { claimsIn } from '../identity/guard.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { LOOKUPS_PER_MINUTE } from './find-file.ts';
import { lookUp } from './look-up.ts';

export function lookupRoutes(app: TypedApp, context: Context): void {
  const perUser = requestLimit(app, LOOKUPS_PER_MINUTE, async (request) => {
    const claims = await claimsIn(context, request);
    return `lookup ${claims?.userId ?? request.ip}`;
  });
  app.post(
    '/lookup',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Find a walk-in customer of another branch by exactly what they show',
        security: [{ bearer: [] }],
        body: lookupRequest,
        response: { 200: lookupResponse, ...errors(400, 401, 403, 404, 413, 429, 503) },
      },
    },
    async (request): Promise<LookupResponse> => {
      const principal = await requireAbility(context, request, 'read', 'walkIns');
      await perUser(request);
      return lookUp(context, principal, request.body, request.log);
    },
  );
}
