import { fieldRuleChange, fieldRuleSettings as settingsSchema } from '#shared/protocol/field-rules.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { fieldRuleSettings, setFieldRules } from './field-rules.ts';

const security = [{ bearer: [] }];

/** What of the fields of documents is taken from roles: IT's to read and to change. */
export function fieldRuleRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/admin/field-rules',
    {
      schema: {
        summary: 'What was taken from roles, field by field',
        security,
        response: { 200: settingsSchema, ...errors(401, 403, 429, 503) },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'fieldRules');
      return fieldRuleSettings(context.pool);
    },
  );

  app.post(
    '/admin/field-rules',
    {
      bodyLimit: 64 * 1024,
      schema: {
        summary: 'Hide fields from a role or make them read-only, or give them back',
        security,
        body: fieldRuleChange,
        response: { 200: settingsSchema, ...errors(400, 401, 403, 409, 413, 429, 503) },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'fieldRules');
      const settings = await setFieldRules(context, principal, request.body);
      request.log.warn({ by: principal.userId, role: request.body.role }, 'rights over fields were changed');
      return settings;
    },
  );
}
