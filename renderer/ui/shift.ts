import type { OutboxEntry } from '#renderer/replica/api/edits.ts';

/** What of an edit the end of a shift tells: no values, and no name of a customer. */
export type ShiftEdit = Pick<OutboxEntry, 'mutationId' | 'intent' | 'customerId' | 'at' | 'state' | 'reason'>;

/** What somebody has done since they signed in. */
export interface Shift {
  /** When they did, an instant of this device's clock. */
  readonly since: string;
  /** By mutation: the list of the outbox forgets what was accepted long ago. */
  readonly edits: Map<string, ShiftEdit>;
}

export interface ShiftSummary {
  readonly since: string;
  /** Newest first. */
  readonly edits: readonly ShiftEdit[];
  readonly contacts: number;
  readonly others: number;
  /** Of them, what the server has not answered yet. */
  readonly unsent: number;
  /** Of them, what it answered with a conflict, a refusal or somebody else's decision. */
  readonly attention: number;
}

/** Edits that nobody would call work: how somebody likes their screens, and taking notes off lists. */
const NO_WORK: readonly OutboxEntry['intent'][] = [
  'inbox.resolve',
  'personal.view',
  'personal.reminder',
  'personal.preferences',
];
const CONTACTS: readonly OutboxEntry['intent'][] = ['contactLog.add', 'personal.unattached'];

export function beginShift(now: Date): Shift {
  return { since: now.toISOString(), edits: new Map() };
}

/** Takes in what the outbox says now; later news of an edit replaces earlier ones. */
export function noteEdits({ since, edits }: Shift, outbox: readonly OutboxEntry[]): void {
  for (const { mutationId, intent, customerId, at, state, reason } of outbox) {
    if (at < since || NO_WORK.includes(intent)) continue;
    edits.set(mutationId, {
      mutationId,
      intent,
      at,
      state,
      ...(customerId === undefined ? {} : { customerId }),
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

export function summaryOf({ since, edits }: Shift): ShiftSummary {
  const all = [...edits.values()].sort((a, b) => b.at.localeCompare(a.at));
  const contacts = all.filter(({ intent }) => CONTACTS.includes(intent)).length;
  const among = (...states: ShiftEdit['state'][]) => all.filter(({ state }) => states.includes(state)).length;
  return {
    since,
    edits: all,
    contacts,
    others: all.length - contacts,
    unsent: among('pending', 'sending'),
    attention: among('conflict', 'parked', 'rejected'),
  };
}
