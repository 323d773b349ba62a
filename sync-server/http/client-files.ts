import { realpath } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { TypedApp } from './typed-app.ts';

const YEAR = 'public, max-age=31536000, immutable';

/**
 * Serves the built client. Files under `assets/` carry a hash of their content in the name and never change; all
 * else, the service worker above all, is asked for anew each time, or an old client would never go. Links are followed
 * once, now: an upgrade turns the program's link to the next version, whose client is the next process's to serve.
 */
export async function serveClient(app: TypedApp, staticDir: string): Promise<void> {
  const root = await realpath(staticDir).catch(() => path.resolve(staticDir));
  const assets = `${path.join(root, 'assets')}${path.sep}`;
  await app.register(fastifyStatic, {
    root,
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
