import { createHash } from 'node:crypto';

/**
 * A line of `audit_log` as it is hashed: every column as the text that PostgreSQL makes of it, so that nothing is lost
 * on the way through a driver (microseconds, numbers beyond doubles). A line that was gone when its turn came has no
 * more than its id.
 */
export interface ChainLine {
  readonly id: string;
  /** Seconds since 1970 with six decimals; `null` for a line that is not there. */
  readonly at: string | null;
  readonly actor_id: string | null;
  readonly action: string | null;
  readonly subject_id: string | null;
  readonly customer_id: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly device_id: string | null;
  readonly device_seq: string | null;
}

/** The columns of {@link ChainLine} but the id, of `audit_log` under the name `l`. Independent of session settings. */
export const LINE_COLUMNS = `extract(epoch from l.at)::text as at, l.actor_id::text, l.action, l.subject_id::text,
  l.customer_id::text, l.reason, l.detail::text as detail, l.device_id::text, l.device_seq::text`;

/** What the first position follows on. */
export const GENESIS = createHash('sha256').update('branchline audit chain 1').digest();

/** The hash at a position: over the one before it, the position and everything the line says. */
export function hashAt(previous: Uint8Array, pos: number, line: ChainLine): Buffer {
  const content = JSON.stringify([
    pos,
    line.id,
    line.at,
    line.actor_id,
    line.action,
    line.subject_id,
    line.customer_id,
    line.reason,
    line.detail,
    line.device_id,
    line.device_seq,
  ]);
  return createHash('sha256').update(previous).update(content).digest();
}
