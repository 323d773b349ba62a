import {
  challengeRequest,
  challengeResponse,
  contactPayload,
  contactResponse,
  deviceRequest,
  replicaKeyRequest,
  replicaKeyResponse,
  sealedPayload,
  sealedResponse,
} from '#shared/protocol/device.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { requestLimit } from '../http/request-limit.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { requirePublicKey } from '../identity/certificate.ts';
import { claimsIn, requireOwnDevice, requireUser } from '../identity/guard.ts';
import { makeChallenge } from './challenge.ts';
import { contact } from './contact.ts';
import { deliver } from './deliver.ts';
import { payloadOf, requireDevice, type SignedRequest } from './guard.ts';
import { keptHours } from './kept-copies.ts';
import { releaseKey } from './replica-key.ts';

const CONTACT = '/device/contact';
const SEALED = '/device/sealed';
const DEVICE_PER_MINUTE = 60;
const KEYS_PER_MINUTE = 20;

/**
 * What a device says for itself, with nobody signed in, and how it gets a replica's key back. `perMinute` is by
 * address: behind a proxy or a branch's router all devices have one, so it only bounds what nonsense can cost.
 */
export function deviceRoutes(app: TypedApp, context: Context, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } };
  const perDevice = requestLimit(app, DEVICE_PER_MINUTE, (request) => {
    const { body, routeOptions } = request as SignedRequest;
    return `${routeOptions.url} ${body.deviceId.toLowerCase()}`;
  });

  app.post(
    '/device/challenge',
    {
      config,
      bodyLimit: 1024,
      schema: {
        summary: 'What a device signs together with its next request',
        body: challengeRequest,
        response: { 200: challengeResponse, ...errors(400, 429) },
      },
    },
    (request) => {
      const { deviceId } = request.body;
      // Given to anybody for any device: whether it is known here is nobody's business.
      return Promise.resolve({ challenge: makeChallenge(context.keys.challenge, deviceId, context.clock()) });
    },
  );

  app.post(
    CONTACT,
    {
      config,
      bodyLimit: 16 * 1024,
      schema: {
        summary: 'A device asks for its orders and confirms those carried out',
        body: deviceRequest,
        response: { 200: contactResponse, ...errors(400, 401, 413, 429, 503) },
      },
    },
    async (request) => {
      await context.orderCopies?.ensure();
      const device = await requireDevice(context, request, CONTACT, perDevice);
      const said = payloadOf(contactPayload, request.body.payload);
      const { orders, confirmed } = await contact(context.pool, device, said, context.clock());
      for (const orderId of confirmed) {
        request.log.warn({ deviceId: device.id, orderId }, 'a device has carried out its order');
      }
      return { orders, ...(await present(context)), keepHours: await keptHours(context.pool) };
    },
  );

  app.post(
    SEALED,
    {
      config,
      bodyLimit: 4 * 1024 * 1024,
      schema: {
        summary: 'A device delivers sealed edits, whoever made them',
        body: deviceRequest,
        response: { 200: sealedResponse, ...errors(400, 401, 413, 429, 503) },
      },
    },
    async (request) => {
      // Whose author was disabled is parked, also where the database was put back to before that.
      await context.orderCopies?.ensure();
      const device = await requireDevice(context, request, SEALED, perDevice);
      const { copies } = payloadOf(sealedPayload, request.body.payload);
      // Named before: what is applied after it may be of a later run, and is then delivered once more.
      const named = await present(context);
      return { results: await deliver(context, device, copies, request.log), ...named };
    },
  );

  const perUser = requestLimit(app, KEYS_PER_MINUTE, async (request) => {
    const claims = await claimsIn(context, request);
    return claims?.userId ?? request.ip;
  });
  app.post(
    '/sync/replica-key',
    {
      bodyLimit: 16 * 1024,
      schema: {
        summary: 'The key of a replica on this device, out of its escrow',
        security: [{ bearer: [] }],
        body: replicaKeyRequest,
        response: { 200: replicaKeyResponse, ...errors(400, 401, 403, 413, 429, 503) },
      },
    },
    async (request) => {
      const principal = await requireUser(context, request);
      await perUser(request);
      requireOwnDevice(principal, request.body.deviceId);
      await requirePublicKey(request.body.publicKey, '/publicKey');
      try {
        const released = await releaseKey(context, principal, request.body);
        context.metrics.replicaKeys.inc({ result: 'released' });
        request.log.info(
          { userId: principal.userId, deviceId: principal.deviceId },
          'a replica key was released',
        );
        return { released };
      } catch (error) {
        if (error instanceof HttpError) context.metrics.replicaKeys.inc({ result: 'refused' });
        throw error;
      }
    },
  );
}

/** The run of the database, and the server's time. */
async function present({ databaseRun, pool, clock }: Context): Promise<{ run: string; at: string }> {
  return { run: await databaseRun(pool), at: clock().toISOString() };
}
