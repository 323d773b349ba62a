import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { sendError } from './error-handler.ts';
import { HttpError } from './http-error.ts';
import type { TypedApp } from './typed-app.ts';

const METHODS: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** `/releases` itself is a screen; what lies below it are files. */
const API =
  /^\/((auth|sync|device|overview|operations|parked|change-requests|lookup|admin|releases-upload|healthz|readyz|metrics|openapi\.json)(\/|$)|releases\/.)/;

/**
 * What no route answers: a method that the path does not take, a path of the client's own screens, or nothing.
 * The client's paths get its page, so that a reload in the middle of the program works.
 */
export function answerUnknown(app: TypedApp, hasClient: boolean): void {
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const [path = '/'] = request.url.split('?', 1);
    const methods = METHODS.filter((method) => app.hasRoute({ method, url: path }));
    if (methods.length > 0) {
      reply.header('allow', methods.join(', '));
      return sendError(reply, new HttpError('method_not_allowed', 'this path does not take this method'));
    }
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (hasClient && wantsPage && !API.test(path)) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    }
    return sendError(reply, new HttpError('not_found', 'no such path'));
  });
}
