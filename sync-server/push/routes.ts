import { pushRequest, pushResponse } from '#shared/protocol/push.ts';
import type { Context } from '../context.ts';
import { requireVersion } from '../http/protocol-version.ts';
import { errors, sentAsText, type TypedApp } from '../http/typed-app.ts';
import { requireOwnDevice, requireUser } from '../identity/guard.ts';
import { push } from './push.ts';

export function pushRoutes(app: TypedApp, context: Context): void {
  app.post(
    '/sync/push',
    {
      bodyLimit: 4 * 1024 * 1024,
      // The version is judged before the shape.
      attachValidation: true,
      schema: {
        summary: 'Apply edits, each exactly once',
        security: [{ bearer: [] }],
        body: pushRequest,
        response: { 200: sentAsText(pushResponse), ...errors(400, 401, 403, 409, 413, 426, 429, 503) },
      },
    },
    async (request, reply) => {
      const principal = await requireUser(context, request);
      requireVersion(request);
      requireOwnDevice(principal, request.body.deviceId);
      const json = await push(context, principal, request.body, request.log);
      return reply.type('application/json; charset=utf-8').send(json);
    },
  );
}
