import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { HttpError } from './http-error.ts';

/** Refuses a client whose protocol or documents this server does not know. */
export function requireVersion(request: { protocol: number; schema: number }): void {
  if (request.protocol < OLDEST_PROTOCOL_VERSION || request.schema < 1) {
    throw new HttpError('client_too_old', `this server speaks protocol ${OLDEST_PROTOCOL_VERSION} and later`);
  }
  if (request.protocol > PROTOCOL_VERSION || request.schema > SCHEMA_VERSION) {
    throw new HttpError(
      'server_too_old',
      `this server speaks protocol ${PROTOCOL_VERSION}, schema ${SCHEMA_VERSION}`,
    );
  }
}
