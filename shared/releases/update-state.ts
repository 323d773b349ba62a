import { z } from 'zod';
import { version } from './version.ts';

/**
 * Why a device does not take an update: a closed list with a sentence for each, for its user and for IT. Whatever is
 * in doubt is one of these.
 */
export const updateRefusal = z.enum([
  /** The offer is not signed by a key that this program was built with, or is not the manifest that was signed. */
  'bad_signature',
  /** What was offered and what was signed are not the same. */
  'manifest_mismatch',
  /** For another channel, system or processor. */
  'wrong_target',
  'older_version',
  'older_electron',
  /** The downloaded file is not the one that was signed. */
  'bad_file',
  /** The system's own signature does not hold. */
  'platform_signature',
  /** The server no longer offers it to this device, or has not confirmed it for too long. */
  'not_offered',
]);
export type UpdateRefusal = z.infer<typeof updateRefusal>;

/** Why an update that is ready is not installed now. It will be, once this is over. */
export const updateHold = z.enum([
  /** Edits are unsent and without their copy in the journal. */
  'uncovered_edits',
  /** The journal of sealed copies cannot be read or written. */
  'no_journal',
  /** The installer was started and the old version still runs: tried again once a day, or when the user asks. */
  'install_failed',
  /** The folder of the program cannot be written. */
  'program_folder',
  'no_space',
]);
export type UpdateHold = z.infer<typeof updateHold>;

/** Why there was no answer; it is asked again. */
export const updateFault = z.enum([
  'unreachable',
  'not_known',
  'no_space',
  'download_failed',
  /** A file or folder of this machine cannot be read or written. */
  'file_fault',
]);
export type UpdateFault = z.infer<typeof updateFault>;

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Hours of the machine's own clock in which it may restart into a new version by itself; past midnight where `to` is earlier. */
export const updateHours = z.strictObject({ from: hour, to: hour });
export type UpdateHours = z.infer<typeof updateHours>;

export const updateState = z.discriminatedUnion('status', [
  /** `no_key`: built without a key to check updates with. `unsupported`: nothing here that could install one. */
  z.object({
    status: z.literal('off'),
    reason: z.enum(['policy', 'no_key', 'no_publisher', 'unsupported', 'development']),
  }),
  z.object({ status: z.literal('current') }),
  z.object({ status: z.literal('unknown'), reason: updateFault }),
  z.object({ status: z.literal('downloading'), version, percent: z.int().min(0).max(100) }),
  z.object({
    status: z.literal('ready'),
    version,
    /** Absent: at the next quit only. */
    hours: updateHours.optional(),
    held: updateHold.optional(),
  }),
  z.object({ status: z.literal('refused'), reason: updateRefusal, version: version.optional() }),
]);
export type UpdateState = z.infer<typeof updateState>;
