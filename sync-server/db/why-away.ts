/** Answers of TLS to a certificate that nobody vouches for; Node looks into its own list of authorities, not the system's. */
const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);
const OUT_OF_DATE = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const OTHER_NAME = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH']);
const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const NOTHING_ANSWERS = 'Nothing answers at its address: see listen_addresses, and firewalls.';
const NOBODY_THERE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

/** Whether a connection failed before PostgreSQL was asked anything: its name, the way to it, or its certificate. */
export function isWayFault(code: string): boolean {
  return [UNTRUSTED, OUT_OF_DATE, OTHER_NAME, UNKNOWN_NAME, NOBODY_THERE].some((codes) => codes.has(code));
}

/**
 * What keeps a program from its database, for whoever set `DATABASE_URL`: one sentence without host, user or password,
 * which PostgreSQL's own messages name.
 */
export function whyAway(error: unknown): string {
  if (error instanceof AggregateError) return whyAway(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (UNKNOWN_NAME.has(code)) return 'The name of its machine is not known here.';
  if (NOBODY_THERE.has(code)) return NOTHING_ANSWERS;
  if (UNTRUSTED.has(code)) {
    return 'Its certificate is not trusted: name the file of its authority with sslrootcert.';
  }
  if (OUT_OF_DATE.has(code)) return 'Its certificate is not valid any more, or not yet.';
  if (OTHER_NAME.has(code)) return 'Its certificate is for another name than that in DATABASE_URL.';
  if (code === '28P01') return 'PostgreSQL refuses the name or the password.';
  if (code === '28000')
    return 'No line of pg_hba.conf lets this role in from here, with or without TLS as asked.';
  if (code === '3D000') return 'PostgreSQL has no database of that name.';
  if (code === '57P03') return 'PostgreSQL is starting, or recovering.';
  // What a firewall does that drops: no code, only the words of pg and its pool.
  if (error instanceof Error && /timeout/.test(error.message)) return NOTHING_ANSWERS;
  if (error instanceof Error && /SSL connection/.test(error.message)) {
    return 'What answers there does not speak TLS: see ssl in the settings of PostgreSQL.';
  }
  return 'Check DATABASE_URL and that PostgreSQL runs.';
}

/** Whether the error is about a file that the address names, such as `sslrootcert`: `pg` reads it when it connects. */
export function isFileOfAddress(error: unknown, databaseUrl: string): boolean {
  if (!(error instanceof Error && 'path' in error) || !URL.canParse(databaseUrl)) return false;
  return [...new URL(databaseUrl).searchParams.values()].some((value) => value === error.path);
}
