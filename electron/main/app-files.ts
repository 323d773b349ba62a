import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { isAppUrl } from './origin.ts';

/** Only what a build holds; anything else goes out as bytes, which `nosniff` keeps from being run. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export function mimeTypeOf(file: string): string {
  return mimeTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * The file under `root` that an address of the client names, or `null` when it names none: another host, a path that
 * cannot be decoded, or one that leaves the root. Joined and then checked with `relative`: `resolve` would take a
 * leading slash as a new root.
 */
export function resolveAppFile(root: string, address: string): string | null {
  if (!isAppUrl(address)) return null;
  const pathname = decodePath(new URL(address).pathname);
  if (pathname === null || pathname.includes('\0') || pathname.includes('\\')) return null;
  const file = join(root, pathname === '/' ? 'index.html' : pathname);
  const inside = relative(root, file);
  const escapes = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return escapes ? null : file;
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
