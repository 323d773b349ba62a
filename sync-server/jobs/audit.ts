import type { Logger } from 'pino';
import { sealLines } from '../audit/seal-lines.ts';
import { ChainBrokenError, signHeadWhenDue } from '../audit/sign-heads.ts';
import type { Context } from '../context.ts';
import type { Job } from './scheduler.ts';

/** The audit chain: positions for new lines, signed heads, and their copies outside the database. */
export function auditJobs(
  context: Pick<Context, 'pool' | 'clock' | 'keys' | 'metrics' | 'headCopies'>,
  logger: Logger,
): Job[] {
  const { pool, clock, keys, metrics, headCopies } = context;
  const sign = async () => {
    try {
      await signHeadWhenDue(pool, keys.audit, clock());
      metrics.auditBroken.set(0);
    } catch (error) {
      if (!(error instanceof ChainBrokenError)) throw error;
      metrics.auditBroken.set(1);
      logger.fatal(
        { pos: error.pos },
        'the audit chain was rewritten: nothing is signed until it was looked at',
      );
    }
  };
  return [
    { name: 'seal the audit log', every: 1_000, run: () => sealLines(pool, clock()) },
    { name: 'sign the audit chain', every: 15_000, run: sign },
    ...(headCopies === undefined
      ? []
      : [{ name: 'copy audit heads', every: 5_000, run: () => headCopies.copy(pool, keys.audit) }]),
  ];
}
