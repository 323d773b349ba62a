import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import {
  branchChange,
  branchesResponse,
  done,
  entryChange,
  newBranch,
  newEntry,
} from '#shared/protocol/organisation.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { changeBranch, createBranch, listBranches } from './branches.ts';
import { addEntry, changeEntry } from './dictionaries.ts';

const security = [{ bearer: [] }];
const params = z.strictObject({ id: uuid.toLowerCase() });
const writing = { 200: done, ...errors(400, 401, 403, 404, 409, 413, 429, 503) };
const bodyLimit = 4096;

/** The tree of branches and the lists of base data: IT's to change, and every replica follows. */
export function organisationRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/admin/branches',
    {
      schema: {
        summary: 'How many people, customers and open branches are in each branch',
        security,
        response: { 200: branchesResponse, ...errors(401, 403, 429, 503) },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'update', 'branches');
      return { items: await listBranches(context.pool) };
    },
  );

  app.post(
    '/admin/branches',
    { bodyLimit, schema: { summary: 'Add a branch', security, body: newBranch, response: writing } },
    async (request) => {
      const principal = await requireAbility(context, request, 'create', 'branches');
      return createBranch(context, principal, request.body);
    },
  );

  app.post(
    '/admin/branches/:id',
    {
      bodyLimit,
      schema: {
        summary: 'Rename, move, close or open a branch',
        security,
        params,
        body: branchChange,
        response: writing,
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'branches');
      return changeBranch(context, principal, request.params.id, request.body);
    },
  );

  app.post(
    '/admin/dictionaries',
    {
      bodyLimit,
      schema: {
        summary: 'Add an entry to a list, or a product',
        security,
        body: newEntry,
        response: writing,
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'create', 'dictionaries');
      return addEntry(context, principal, request.body);
    },
  );

  app.post(
    '/admin/dictionaries/:id',
    {
      bodyLimit,
      schema: {
        summary: 'Rename, order or retire an entry',
        security,
        params,
        body: entryChange,
        response: writing,
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'dictionaries');
      return changeEntry(context, principal, request.params.id, request.body);
    },
  );
}
