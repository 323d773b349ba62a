import { dayNumberOf } from '#shared/domain/day-number.ts';
import { openBank } from '#sync-server/demo/bank.ts';

/** The demo bank, without end. */
export const BANK = openBank(1, dayNumberOf('2026-11-02'), Number.MAX_SAFE_INTEGER);
