import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import {
  listQuery,
  type ParkedResponse,
  type ParkedResult,
  parkedDecision,
  parkedResponse,
  parkedResult,
} from '#shared/protocol/parked.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { decideParked } from './decide.ts';
import { listParked } from './list.ts';

export function parkedRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/parked',
    {
      schema: {
        summary: 'Edits that arrived after their author had lost the file, for whoever has it now',
        security: [{ bearer: [] }],
        querystring: listQuery,
        response: { 200: parkedResponse, ...errors(400, 401, 403, 429, 503) },
      },
    },
    async (request): Promise<ParkedResponse> => {
      const principal = await requireAbility(context, request, 'decide', 'parkedEdits');
      return listParked(context, principal, request.query.after);
    },
  );

  app.post(
    '/parked/:id',
    {
      bodyLimit: 16 * 1024,
      schema: {
        summary: 'Put a parked edit in force, or lay it down',
        security: [{ bearer: [] }],
        params: z.strictObject({ id: uuid }),
        body: parkedDecision,
        response: { 200: parkedResult, ...errors(400, 401, 403, 404, 409, 413, 429, 503) },
      },
    },
    async (request): Promise<ParkedResult> => {
      const principal = await requireAbility(context, request, 'decide', 'parkedEdits');
      const id = request.params.id.toLowerCase();
      const result = await decideParked(context, principal, id, request.body);
      request.log.info(
        { mutationId: id, decision: result.decision, by: principal.userId },
        'a parked edit was decided',
      );
      return result;
    },
  );
}
