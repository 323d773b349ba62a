import { type Problems, problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { type ContactLog, contactLog } from '#shared/model/contact-log.ts';
import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';
import type { Author } from './contact-draft.ts';

/** What of a contact may have been written down wrongly. */
export interface CorrectionDraft {
  outcome: ContactLog['outcome'];
  note: string;
}

export function correctionDraftOf({ outcome, note }: ContactLog): CorrectionDraft {
  return { outcome, note };
}

/** Of the contact that is corrected: what happened stays, who writes it now does not. */
const entry = contactLog.omit({ id: true, offer: true }).strip();

/** A contact log that says of the same contact what it should have said, by whoever corrects it. */
export function readCorrection(
  draft: CorrectionDraft,
  corrected: ContactLog,
  author: Author,
): Reading<FieldValues, keyof CorrectionDraft> {
  const parsed = entry.safeParse({
    ...corrected,
    outcome: draft.outcome,
    note: draft.note.trim(),
    authorId: author.id,
    authorName: author.name,
    correctsId: corrected.id,
  });
  if (parsed.success) return { value: fieldValues.parse(parsed.data), problems: null };
  const problems: Problems<keyof CorrectionDraft> = problemsOf(parsed.error);
  return { value: null, problems };
}
