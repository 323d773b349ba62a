import type { OutboxEntry } from '#renderer/replica/api/edits.ts';

export type FieldState = OutboxEntry['state'];

/**
 * How far the edits of one document have come, by field. `entries` are in the order in which they were entered:
 * of several edits of a field the last one speaks.
 */
export function fieldStates(entries: readonly OutboxEntry[], documentId: string): Record<string, FieldState> {
  const states: Record<string, FieldState> = {};
  for (const entry of entries.toSorted((a, b) => a.at.localeCompare(b.at))) {
    if (entry.documentId !== documentId) continue;
    const disputed = entry.fields ?? Object.keys(entry.next);
    for (const field of Object.keys(entry.next)) {
      const partly = entry.state === 'conflict' || entry.reason === 'needs_approval';
      states[field] = partly && !disputed.includes(field) ? 'merged' : entry.state;
    }
  }
  return states;
}

/** The state of a whole entry (a contact, a task) that was made or changed here; absent once nothing is open. */
export function documentState(entries: readonly OutboxEntry[], documentId: string): FieldState | undefined {
  const own = entries.filter((entry) => entry.documentId === documentId);
  return own.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)?.state;
}
