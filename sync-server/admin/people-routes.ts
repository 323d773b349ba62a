import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import { done } from '#shared/protocol/organisation.ts';
import {
  enteredPerson,
  IMPORT_CHARACTERS,
  importRequest,
  importResponse,
  newPerson,
  oneTimePassword,
  personReason,
} from '#shared/protocol/people.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { importPeople } from './import-people.ts';
import { createPerson, resetFactor, resetPassword } from './people.ts';

const security = [{ bearer: [] }];
const params = z.strictObject({ id: uuid.toLowerCase() });
const writing = errors(400, 401, 403, 404, 409, 413, 429, 503);

/** Accounts of people, which only IT enters and resets. Passwords are in answers once, and in no log. */
export function peopleRoutes(app: TypedApp, context: Context): void {
  app.post(
    '/admin/people',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Enter a person; answers with a password for one sign-in, where they have one',
        security,
        body: newPerson,
        response: { 200: enteredPerson, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'create', 'people');
      const answer = await createPerson(context, principal, request.body);
      request.log.warn({ by: principal.userId, userId: answer.userId }, 'a person was entered');
      return answer;
    },
  );

  app.post(
    '/admin/people/import',
    {
      bodyLimit: IMPORT_CHARACTERS * 4 + 4096,
      schema: {
        summary: 'Look through a list of people, or enter all of it',
        security,
        body: importRequest,
        response: { 200: importResponse, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'create', 'people');
      const answer = await importPeople(context, principal, request.body);
      if (answer.committed)
        request.log.warn({ by: principal.userId, people: answer.lines.length }, 'people were imported');
      return answer;
    },
  );

  app.post(
    '/admin/people/:id/password',
    {
      bodyLimit: 1024,
      schema: {
        summary: 'A password for one sign-in in place of a forgotten one',
        security,
        params,
        body: personReason,
        response: { 200: oneTimePassword, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'people');
      const answer = await resetPassword(context, principal, request.params.id, request.body.reason);
      request.log.warn({ by: principal.userId, userId: answer.userId }, 'a password was reset');
      return answer;
    },
  );

  app.post(
    '/admin/people/:id/second-factor',
    {
      bodyLimit: 1024,
      schema: {
        summary: "Take away somebody else's second factor",
        security,
        params,
        body: personReason,
        response: { 200: done, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'people');
      await resetFactor(context, principal, request.params.id, request.body.reason);
      request.log.warn({ by: principal.userId, userId: request.params.id }, 'a second factor was reset');
      return { id: request.params.id };
    },
  );
}
