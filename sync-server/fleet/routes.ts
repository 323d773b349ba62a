import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import {
  type FleetAnswer,
  fleetAnswer,
  fleetOrder,
  fleetPage,
  fleetSearch,
  fleetSummary,
  handOverAnswer,
} from '#shared/protocol/fleet.ts';
import { type WipeState, wipeRequest, wipeResponse } from '#shared/protocol/operations.ts';
import type { Context } from '../context.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import type { Principal } from '../identity/guard.ts';
import { requireAbility } from '../identity/require-ability.ts';
import { approveDevice, restoreDevice, revokeDevice } from './enrol.ts';
import { handOver } from './hand-over.ts';
import { giveOrder } from './orders.ts';
import { searchDevices } from './search.ts';
import { summarize } from './summary.ts';

const security = [{ bearer: [] }];
const params = z.strictObject({ id: uuid });

type Order = (context: Context, by: Principal, id: string, reason: string) => Promise<FleetAnswer>;
const orders: Record<string, { summary: string; give: Order }> = {
  approve: { summary: 'Let a device in that waits for it', give: approveDevice },
  revoke: { summary: 'Let nobody in on a device any more', give: revokeDevice },
  restore: { summary: 'Lift a revocation', give: restoreDevice },
};

/** The bank's devices: how they are, for IT and auditors, and what only IT orders. */
export function fleetRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/operations/devices',
    {
      schema: {
        summary: 'How many devices there are, and of what IT should look at',
        security,
        response: { 200: fleetSummary, ...errors(401, 403, 429, 503) },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'operations');
      return summarize(context.pool, context.clock());
    },
  );

  app.post(
    '/operations/devices/search',
    {
      bodyLimit: 2048,
      schema: {
        summary: 'Search the devices, those last seen first',
        security,
        body: fleetSearch,
        response: { 200: fleetPage, ...errors(400, 401, 403, 413, 429, 503) },
      },
    },
    async (request) => {
      await requireAbility(context, request, 'read', 'operations');
      return searchDevices(context.pool, request.body.filter, request.body.after, context.clock());
    },
  );

  for (const [name, { summary, give }] of Object.entries(orders)) {
    app.post(
      `/operations/devices/:id/${name}`,
      {
        bodyLimit: 4096,
        schema: {
          summary,
          security,
          params,
          body: fleetOrder,
          response: { 200: fleetAnswer, ...errors(400, 401, 403, 404, 413, 429, 503) },
        },
      },
      async (request) => {
        const principal = await requireAbility(context, request, 'update', 'operations');
        const { id } = request.params;
        const answer = await give(context, principal, id, request.body.reason);
        request.log.warn(
          { deviceId: id, orderedBy: principal.userId, order: name },
          'a device was decided on',
        );
        return answer;
      },
    );
  }

  app.post(
    '/operations/devices/:id/handover',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Hand over the edits that a device delivered and that were made on another',
        security,
        params,
        body: fleetOrder,
        response: { 200: handOverAnswer, ...errors(400, 401, 403, 404, 413, 429, 503) },
      },
    },
    async (request) => {
      const principal = await requireAbility(context, request, 'update', 'operations');
      const { id } = request.params;
      const answer = await handOver(context, principal, id, request.body.reason, request.log);
      request.log.warn(
        { deviceId: id, orderedBy: principal.userId, edits: answer.handedOver, left: answer.left },
        'edits that were set aside were handed over',
      );
      return answer;
    },
  );

  app.post(
    '/operations/devices/:id/wipe',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Order a device to erase itself at its next contact',
        security,
        params,
        body: wipeRequest,
        response: { 200: wipeResponse, ...errors(400, 401, 403, 404, 413, 429, 503) },
      },
    },
    async (request): Promise<WipeState> => {
      const principal = await requireAbility(context, request, 'update', 'operations');
      const { id } = request.params;
      const { issuedAt } = await giveOrder(context, 'wipe', id, principal, request.body.reason);
      request.log.warn({ deviceId: id, orderedBy: principal.userId }, 'a device was ordered to erase itself');
      return { orderedAt: issuedAt.toISOString() };
    },
  );
}
