import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { HttpError } from './http-error.ts';

const versions = z.looseObject({ protocol: z.int(), schema: z.int() });

/**
 * Refuses a client whose protocol or documents this server does not know, then a body that does not match its schema.
 * In this order: a message of another version need not have the shape that this version knows, and its client must
 * learn that a side is too old instead of taking its request for wrong. The route has `attachValidation`.
 */
export function requireVersion(request: FastifyRequest): void {
  const named = versions.safeParse(request.body);
  if (named.success) refuseOthers(named.data);
  if (request.validationError) throw request.validationError;
}

function refuseOthers({ protocol, schema }: z.infer<typeof versions>): void {
  if (protocol < OLDEST_PROTOCOL_VERSION || schema < 1) {
    throw new HttpError('client_too_old', `this server speaks protocol ${OLDEST_PROTOCOL_VERSION} and later`);
  }
  if (protocol > PROTOCOL_VERSION || schema > SCHEMA_VERSION) {
    throw new HttpError(
      'server_too_old',
      `this server speaks protocol ${PROTOCOL_VERSION}, schema ${SCHEMA_VERSION}`,
    );
  }
}
