import { extname, join } from 'node:path';
import { mimeTypeOf, resolveAppFile } from './app-files.ts';
import { readFileOrNull } from './atomic-file.ts';
import { contentSecurityPolicy } from './csp.ts';
import { StartProblem } from './start-problem.ts';

export interface AppServer {
  /** The folder of the built client. */
  root: string;
  contentSecurityPolicy: string;
  /** The file's bytes, or `null` where there is no such file. */
  readFile: (path: string) => Promise<Uint8Array<ArrayBuffer> | null>;
}

/** @throws StartProblem `not_built` when the folder holds no client */
export async function openAppServer(root: string, serverUrls: readonly string[]): Promise<AppServer> {
  const startPage = join(root, 'index.html');
  if ((await readFileOrNull(startPage)) === null) throw new StartProblem('not_built', startPage);
  return { root, contentSecurityPolicy: contentSecurityPolicy(serverUrls), readFile: readFileOrNull };
}

/**
 * Answers one request for `app://branchline`. A path of a screen, such as `/customers/…`, is answered with the start
 * page, so that a reload works anywhere; a missing file is a 404, so that a broken build is not taken for a page.
 */
export async function serveApp(server: AppServer, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(server, 405);
  const path = resolveAppFile(server.root, request.url);
  if (path === null) return refusal(server, 404);
  const bytes = await server.readFile(path);
  if (bytes) return answer(server, path, bytes);
  if (!isScreen(path, request.headers)) return refusal(server, 404);
  const startPage = resolveAppFile(server.root, new URL('/', request.url).href);
  const start = startPage === null ? null : await server.readFile(startPage);
  return startPage !== null && start ? answer(server, startPage, start) : refusal(server, 404);
}

/** A navigation, and not to something that looks like a file. */
function isScreen(path: string, headers: Headers): boolean {
  const destination = headers.get('sec-fetch-dest');
  const navigates =
    destination === null ? (headers.get('accept') ?? '').includes('text/html') : destination === 'document';
  return navigates && extname(path) === '';
}

function answer(server: AppServer, path: string, bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, { headers: { ...securityHeaders(server), 'content-type': mimeTypeOf(path) } });
}

function refusal(server: AppServer, status: number): Response {
  return new Response(null, { status, headers: securityHeaders(server) });
}

function securityHeaders(server: AppServer): Record<string, string> {
  return {
    'content-security-policy': server.contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    // The package is the version: nothing of it may outlive an update in a cache.
    'cache-control': 'no-store',
  };
}
