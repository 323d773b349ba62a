import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import {
  cover,
  coverRequest,
  coversResponse,
  endRequest,
  filesRequest,
  filesResponse,
  mergeRequest,
  mergeResponse,
  reassignRequest,
  reassignResponse,
  restriction,
  restrictionDecision,
  restrictionRequest,
  restrictionsResponse,
  userChange,
  userState,
  usersResponse,
} from '#shared/protocol/admin.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { endCover, grantCover, listCovers } from './covers.ts';
import { findFiles } from './files.ts';
import { mergeCustomers } from './merge.ts';
import { reassign } from './reassign.ts';
import { decideRestriction, listRestrictions, requestRestriction } from './restrictions.ts';
import { changeUser, listUsers } from './users.ts';

const security = [{ bearer: [] }];
const params = z.strictObject({ id: uuid.toLowerCase() });
const reading = errors(401, 403, 429, 503);
const writing = errors(400, 401, 403, 404, 409, 413, 429, 503);

/** Who has which files: the acts of branch managers, IT and auditors, each with a reason that is kept. */
export function adminRoutes(app: TypedApp, context: Context): void {
  coverRoutes(app, context);
  restrictionRoutes(app, context);
  userRoutes(app, context);

  app.post(
    '/admin/files',
    {
      bodyLimit: 64 * 1024,
      schema: {
        summary: 'Find files to administer, by id, number or portfolio',
        security,
        body: filesRequest,
        response: { 200: filesResponse, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'read', 'administeredFiles');
      return findFiles(context.pool, principal, request.body, context.clock());
    },
  );

  app.post(
    '/admin/reassign',
    {
      bodyLimit: 64 * 1024,
      schema: {
        summary: 'Give customers to another manager or branch',
        security,
        body: reassignRequest,
        response: { 200: reassignResponse, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'organisation');
      const answer = await reassign(context, principal, request.body);
      request.log.info({ by: principal.userId, moved: answer.moved.length }, 'customers were reassigned');
      return answer;
    },
  );

  app.post(
    '/admin/customers/:id/merge',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Merge a customer into the one it is the same as',
        security,
        params,
        body: mergeRequest,
        response: { 200: mergeResponse, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'create', 'customerMerges');
      const { survivorId, reason } = request.body;
      const merged = request.params.id;
      const answer = await mergeCustomers(context, principal, merged, survivorId.toLowerCase(), reason);
      request.log.warn({ by: principal.userId, documents: answer.documents }, 'a customer was merged');
      return answer;
    },
  );
}

function coverRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/admin/covers',
    {
      schema: {
        summary: 'Covers in force or to come',
        security,
        response: { 200: coversResponse, ...reading },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'organisation');
      return { items: await listCovers(context.pool, principal, context.clock()) };
    },
  );

  app.post(
    '/admin/covers',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Let a user read a file or a portfolio for a time',
        security,
        body: coverRequest,
        response: { 200: cover, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'organisation');
      return grantCover(context, principal, request.body);
    },
  );

  app.post(
    '/admin/covers/:id/end',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'End a cover now',
        security,
        params,
        body: endRequest,
        response: { 200: cover, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'organisation');
      return endCover(context, principal, request.params.id, request.body.reason);
    },
  );
}

function restrictionRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/admin/restrictions',
    {
      schema: {
        summary: 'Restrictions that wait for approval',
        security,
        response: { 200: restrictionsResponse, ...reading },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'request', 'restrictions');
      return { items: await listRestrictions(context.pool, principal) };
    },
  );

  app.post(
    '/admin/restrictions',
    {
      bodyLimit: 8192,
      schema: {
        summary: 'Ask that only a named list reads a file',
        security,
        body: restrictionRequest,
        response: { 200: restriction, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'request', 'restrictions');
      return requestRestriction(context, principal, request.body);
    },
  );

  app.post(
    '/admin/restrictions/:id',
    {
      bodyLimit: 1024,
      schema: {
        summary: 'Approve or refuse a restriction',
        security,
        params,
        body: restrictionDecision,
        response: { 200: restriction, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'decide', 'restrictions');
      return decideRestriction(context, principal, request.params.id, request.body.decision);
    },
  );
}

function userRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/admin/users',
    {
      schema: {
        summary: 'Roles, branches and accounts of people',
        security,
        response: { 200: usersResponse, ...reading },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'organisation');
      return { items: await listUsers(context.pool, principal) };
    },
  );

  app.post(
    '/admin/users/:id',
    {
      bodyLimit: 4096,
      schema: {
        summary: "Change a user's role or branch, or close the account",
        security,
        params,
        body: userChange,
        response: { 200: userState, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'organisation');
      const state = await changeUser(context, principal, request.params.id, request.body);
      request.log.warn({ by: principal.userId, userId: state.id }, 'a user was changed');
      return state;
    },
  );
}
