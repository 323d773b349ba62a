import { pullRequest, pullResponse } from '#shared/protocol/pull.ts';
import type { Context } from '../context.ts';
import { requireVersion } from '../http/protocol-version.ts';
import { errors, sentAsText, type TypedApp } from '../http/typed-app.ts';
import { requireOwnDevice, requireUser } from '../identity/guard.ts';
import { pull } from './pull.ts';

export function pullRoutes(app: TypedApp, context: Context): void {
  app.post(
    '/sync/pull',
    {
      bodyLimit: 256 * 1024,
      // The version is judged before the shape.
      attachValidation: true,
      schema: {
        summary: 'What has changed for this user since a checkpoint',
        security: [{ bearer: [] }],
        body: pullRequest,
        response: { 200: sentAsText(pullResponse), ...errors(400, 401, 403, 409, 426, 429, 503) },
      },
    },
    async (request, reply) => {
      const principal = await requireUser(context, request);
      requireVersion(request);
      requireOwnDevice(principal, request.body.deviceId);
      const json = await pull(context, principal, request.body);
      await context.devices.seen(principal.deviceId, principal.userId, request.body.schema, context.clock());
      return reply.type('application/json; charset=utf-8').send(json);
    },
  );
}
