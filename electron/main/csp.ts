/**
 * The Content-Security-Policy of every answer of `app://`. Scripts come from the package only; `wasm-unsafe-eval` is
 * for Argon2id. Styles need `unsafe-inline` because the component library sets style attributes. The one place the
 * page may talk to is the sync server.
 */
export function contentSecurityPolicy(serverUrl: string): string {
  const server = new URL(serverUrl).origin;
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    `connect-src 'self' ${server}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
