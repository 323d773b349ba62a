import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import {
  type ChangeRequestsResponse,
  type ChangeResult,
  changeDecision,
  changeRequestsResponse,
  changeResult,
  listQuery,
} from '#shared/protocol/parked.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { decideRequest } from './decide.ts';
import { listRequests } from './list.ts';

export function requestRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/change-requests',
    {
      schema: {
        summary: 'Changes of fields that core banking masters, waiting for a second person',
        security: [{ bearer: [] }],
        querystring: listQuery,
        response: { 200: changeRequestsResponse, ...errors(400, 401, 403, 429, 503) },
      },
    },
    async (request): Promise<ChangeRequestsResponse> => {
      const principal = await requireAbility(context, request, 'decide', 'changeRequests');
      return listRequests(context, principal, request.query.after?.toLowerCase());
    },
  );

  app.post(
    '/change-requests/:id',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Approve or refuse a change of what core banking masters',
        security: [{ bearer: [] }],
        params: z.strictObject({ id: uuid }),
        body: changeDecision,
        response: { 200: changeResult, ...errors(400, 401, 403, 404, 409, 413, 429, 503) },
      },
    },
    async (request): Promise<ChangeResult> => {
      const principal = await requireAbility(context, request, 'decide', 'changeRequests');
      const id = request.params.id.toLowerCase();
      const result = await decideRequest(context, principal, id, request.body);
      request.log.info(
        { mutationId: id, decision: result.decision, by: principal.userId },
        'a request was decided',
      );
      return result;
    },
  );
}
