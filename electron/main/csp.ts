/**
 * The Content-Security-Policy of every answer of `app://`. Scripts come from the package only; `wasm-unsafe-eval` is
 * for Argon2id. Styles need `unsafe-inline` because the component library sets style attributes. The only places the
 * page may talk to are the bank's sync servers.
 */
export function contentSecurityPolicy(serverUrls: readonly string[]): string {
  const servers = serverUrls.map((url) => new URL(url).origin).join(' ');
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    `connect-src 'self' ${servers}`,
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
