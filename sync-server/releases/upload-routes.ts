import type { Readable } from 'node:stream';
import { z } from 'zod';
import { uuid } from '#shared/model/primitives.ts';
import { pieceResponse, UPLOAD_PIECE } from '#shared/protocol/releases.ts';
import { fileName, MOST_FILE_BYTES } from '#shared/releases/manifest.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { receivePiece } from './receive.ts';

/**
 * Where the bytes of a release come in: the only bodies that are not JSON, and never in memory whole. In a scope of its
 * own, so that no other route takes such a body.
 */
export function releaseUploadRoutes(app: TypedApp, context: Context): void {
  void app.register(async (scope: TypedApp) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post(
      '/releases-upload/:id/:name',
      {
        bodyLimit: UPLOAD_PIECE,
        schema: {
          summary: 'A piece of a file of an announced release, with the ticket of the announcement',
          params: z.strictObject({ id: uuid.toLowerCase(), name: fileName }),
          querystring: z.strictObject({ from: z.coerce.number().int().min(0).max(MOST_FILE_BYTES) }),
          response: { 200: pieceResponse, ...errors(400, 401, 404, 409, 413, 429, 503) },
        },
      },
      async (request) => {
        const [scheme, ticket] = (request.headers.authorization ?? '').split(' ');
        if (scheme?.toLowerCase() !== 'upload' || ticket === undefined) {
          throw new HttpError('unauthenticated', 'no ticket for this upload');
        }
        if (request.headers['content-type'] !== 'application/octet-stream') {
          throw new HttpError('bad_request', 'a piece is bytes');
        }
        const { id, name } = request.params;
        const body = counted(request.body as Readable);
        return receivePiece(context, ticket, { releaseId: id, name, from: request.query.from, body });
      },
    );
  });
}

/** A body without a length is not stopped by `bodyLimit`. */
async function* counted(body: Readable): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > UPLOAD_PIECE) throw new HttpError('payload_too_large', 'the piece is too large');
    yield chunk as Buffer;
  }
}
