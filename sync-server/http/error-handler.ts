import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorBody } from '#shared/protocol/errors.ts';
import { databaseFault } from '../db/faults.ts';
import { HttpError } from './http-error.ts';

/** Every failure leaves the server in the shape of `shared/protocol/errors.ts`, whatever raised it. */
export function errorHandler(
  this: FastifyInstance,
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refused = toHttpError(error);
  const said = error instanceof HttpError && error.code !== 'internal';
  // What the server means to say, as a node that is going or busy does, is no fault of it.
  if (said && refused.status >= 500) {
    request.log.info({ code: refused.code, why: refused.message }, 'turned away');
    // A value that PostgreSQL refuses should have been refused before: worth a look, though the client is told 4xx.
  } else if (!said && (refused.status >= 500 || databaseFault(error) !== undefined)) {
    // The text of a database error can hold values: only its class and place are logged.
    request.log.error({ fault: faultOf(error), stack: stackOf(error) }, 'request failed');
  }
  return sendError(reply, refused);
}

export function sendError(reply: FastifyReply, error: HttpError): FastifyReply {
  const { paths, retryAfterSeconds } = error.details;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(retryAfterSeconds));
  return reply
    .code(error.status)
    .type('application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(bodyOf(error, reply.request.id, paths));
}

export function bodyOf(error: HttpError, requestId?: string, paths?: string[]): ErrorBody {
  const { retryAfterSeconds, branches } = error.details;
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(paths && { paths }),
      ...(requestId !== undefined && { requestId }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(branches && { branches: [...branches] }),
    },
  };
}

function toHttpError(error: FastifyError | Error): HttpError {
  if (error instanceof HttpError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const paths = error.validation.map((issue) => issue.instancePath || '/');
    return new HttpError('bad_request', 'the request does not match its schema', {
      paths: [...new Set(paths)].slice(0, 20),
    });
  }
  const fault = databaseFault(error);
  if (fault === 'unavailable' || fault === 'busy') {
    return new HttpError('unavailable', 'the database cannot be reached', { retryAfterSeconds: 2 });
  }
  if (fault === 'input') return new HttpError('bad_request', 'a value cannot be stored');
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new HttpError('payload_too_large', 'the body is too large');
  if (status === 429) return new HttpError('rate_limited', 'too many requests');
  if (status !== undefined && status >= 400 && status < 500) {
    return new HttpError('bad_request', describe(error), { status });
  }
  return new HttpError('internal', 'the server failed');
}

/** Fastify's own refusals are safe to name by code; their messages can quote the request. */
function describe(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code?.startsWith('FST_') ? `refused: ${code}` : 'the request is malformed';
}

function faultOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return `${error.name} ${code}`.trim();
}

function stackOf(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, 8)
    .join('\n');
}
