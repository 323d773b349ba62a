import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import {
  announceRequest,
  announceResponse,
  reasonRequest,
  releasesResponse,
  ringRequest,
} from '#shared/protocol/releases.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { announce } from './announce.ts';
import { removeRelease, setPaused, widenRing } from './change-ring.ts';
import { listReleases } from './list.ts';

const security = [{ bearer: [] }];
const params = z.strictObject({ id: uuid.toLowerCase() });
const writing = errors(400, 401, 403, 404, 409, 413, 429, 503);
const bodyLimit = 64 * 1024;

/** Releases as IT sees them. Every order is answered with the list as it is after it. */
export function releaseAdminRoutes(app: TypedApp, context: Context): void {
  const response = { 200: releasesResponse, ...writing };

  app.get(
    '/admin/releases',
    {
      schema: {
        summary: 'Releases, their rings, and which versions devices run',
        security,
        response: { 200: releasesResponse, ...errors(401, 403, 429, 503) },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'releases');
      return listReleases(context);
    },
  );

  app.post(
    '/admin/releases',
    {
      bodyLimit,
      schema: {
        summary: 'Announce a signed release, before its files',
        security,
        body: announceRequest,
        response: { 200: announceResponse, ...writing },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'releases');
      const answer = await announce(context, principal, request.body);
      request.log.warn({ by: principal.userId, releaseId: answer.id }, 'a release was announced');
      return answer;
    },
  );

  app.post(
    '/admin/releases/:id/ring',
    {
      bodyLimit,
      schema: { summary: 'Offer a release to more devices', security, params, body: ringRequest, response },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'releases');
      await widenRing(context, principal, request.params.id, request.body);
      request.log.warn({ by: principal.userId, releaseId: request.params.id }, 'a ring was widened');
      return listReleases(context);
    },
  );

  for (const [word, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    app.post(
      `/admin/releases/:id/${word}`,
      {
        bodyLimit,
        schema: {
          summary: paused ? 'Stop offering a release' : 'Go on offering a release',
          security,
          params,
          body: reasonRequest,
          response,
        },
      },
      async (request) => {
        const principal = await requireAbility(context, request, 'update', 'releases');
        await setPaused(context, principal, request.params.id, paused, request.body.reason);
        request.log.warn(
          { by: principal.userId, releaseId: request.params.id, paused },
          'a release was paused or not',
        );
        return listReleases(context);
      },
    );
  }

  app.post(
    '/admin/releases/:id/remove',
    {
      bodyLimit,
      schema: {
        summary: 'Take away a release that was offered to nobody',
        security,
        params,
        body: reasonRequest,
        response,
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'releases');
      await removeRelease(context, principal, request.params.id, request.body.reason);
      return listReleases(context);
    },
  );
}
