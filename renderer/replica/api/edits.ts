import type { ActKind } from '#shared/model/act.ts';
import type { FieldValues, Intent, WritableCollection } from '#shared/model/mutation.ts';
import type { Outcome } from '#shared/protocol/push.ts';
import type { RejectReason } from '#shared/protocol/reasons.ts';

/** As many edits as one call of `editMany` takes. */
export const MOST_EDITS = 5000;

/** Bytes of JSON of one draft. */
export const DRAFT_BYTES = 65_536;

export interface EditInput<C extends WritableCollection = WritableCollection> {
  collection: C;
  intent: Intent;
  /** The document to change; absent for a new one. */
  documentId?: string;
  /**
   * For a new document whose id follows from what it is, so that two devices do not make it twice. Where there is one
   * already, nothing is changed and `mutationId` is empty.
   */
  newDocumentId?: string;
  customerId?: string;
  /** Fields as the author wants them; `null` clears one. For a new document all of them but `id`. */
  next: FieldValues;
}

/** Something done with a file that changes nothing in it: see `record` of the replica. */
export interface ActInput {
  kind: Exclude<ActKind, 'enter'>;
  customerId: string;
  /** Names of the fields that are shown; absent: all that the screen masks. */
  fields?: readonly string[];
}

/** One edit on this device, as the list of unsent edits shows it. */
export interface OutboxEntry {
  mutationId: string;
  collection: WritableCollection;
  documentId: string;
  customerId?: string;
  /** The customer's name, where this device still holds the file. */
  customerName?: string;
  intent: Intent;
  base: FieldValues;
  next: FieldValues;
  at: string;
  state: 'pending' | 'sending' | Exclude<Outcome, 'retry'>;
  reason?: RejectReason;
  fields?: string[];
}
