import type { FastifyInstance } from 'fastify';
import { HttpError } from './http-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Bodies are JSON in UTF-8, and nothing else. Fastify's own parser would turn broken UTF-8 into replacement
 * characters, and so would store what nobody wrote.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = utf8.decode(body as Buffer);
    } catch {
      done(new HttpError('bad_request', 'the body is not UTF-8'));
      return;
    }
    void parse(request, text, (error, value) => {
      if (error) done(new HttpError('bad_request', 'the body is not JSON'));
      else done(null, value);
    });
  });
}
