import { isWayFault } from './why-away.ts';

/** What a database error means for the request that met it. */
export type DatabaseFault = 'unavailable' | 'busy' | 'input' | 'other';

// https://www.postgresql.org/docs/18/errcodes-appendix.html
const BUSY = new Set(['55P03', '40P01', '40001', '57014']);
// The database is not there, or does not let us in: to the client it is away.
const REFUSED = new Set(['3D000', '28000', '28P01', '25006']);
const CUT = new Set(['ECONNRESET', 'EPIPE']);
const LOST =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|not queryable|does not support SSL|establishing an SSL connection|Cannot use a pool after calling end|read-only transaction/;

/**
 * Sorts an error of `pg`. `input`: the values were at fault (class 22, 23); `busy`: a lock or a dead-lock, try
 * again; `unavailable`: the server is away, starting, stopping or full. `undefined` when it is no database error.
 */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) return databaseFault(error.errors[0]);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (BUSY.has(code)) return 'busy';
    if (CUT.has(code) || isWayFault(code) || REFUSED.has(code) || /^(08|53|57P|58)/.test(code))
      return 'unavailable';
    if (/^(22|23)[0-9A-Z]{3}$/.test(code)) return 'input';
    if (/^[0-9A-Z]{5}$/.test(code)) return 'other';
  }
  return LOST.test(error.message) ? 'unavailable' : undefined;
}
