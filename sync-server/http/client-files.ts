import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { TypedApp } from './typed-app.ts';

const YEAR = 'public, max-age=31536000, immutable';

/**
 * Serves the built client. Files under `assets/` carry a hash of their content in the name and never change; all
 * else, the service worker above all, is asked for anew each time, or an old client would never go.
 */
export async function serveClient(app: TypedApp, staticDir: string): Promise<void> {
  const assets = `${path.join(path.resolve(staticDir), 'assets')}${path.sep}`;
  await app.register(fastifyStatic, {
    root: path.resolve(staticDir),
    wildcard: true,
    schemaHide: true,
    cacheControl: false,
    // The build has compressed them once, and better than a request may take time for.
    preCompressed: true,
    dotfiles: 'ignore',
    setHeaders: (reply, file) => {
      reply.header('cache-control', file.startsWith(assets) ? YEAR : 'no-cache');
    },
  });
}
