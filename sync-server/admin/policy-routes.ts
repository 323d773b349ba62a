import { policyChange, policySettings as settingsSchema } from '#shared/protocol/policy-settings.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { policySettings, setPolicy } from './policy-settings.ts';

const security = [{ bearer: [] }];

/** What the bank has decided for its devices: IT's to read and to change. */
export function policyRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/admin/policy',
    {
      schema: {
        summary: 'The policy of devices, for all and by role',
        security,
        response: { 200: settingsSchema, ...errors(401, 403, 429, 503) },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'policy');
      return policySettings(context.pool);
    },
  );

  app.post(
    '/admin/policy',
    {
      bodyLimit: 64 * 1024,
      schema: {
        summary: 'Put another policy of devices in force',
        security,
        body: policyChange,
        response: { 200: settingsSchema, ...errors(400, 401, 403, 409, 413, 429, 503) },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'policy');
      const settings = await setPolicy(context, principal, request.body);
      request.log.warn({ by: principal.userId }, 'the policy of devices was changed');
      return settings;
    },
  );
}
