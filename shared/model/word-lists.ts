import { contactChannel, contactDirection, contactOutcome } from './contact-log.ts';
import { customerKind, grade, lifecycle } from './customer.ts';
import { holdingKind } from './holding.ts';
import { relationshipKind } from './relationship.ts';
import { caseKind } from './service-case.ts';
import { taskKind } from './task.ts';
import { transactionKind } from './transaction.ts';

export interface WordList {
  /** The group of the client's `model` texts that names the codes where the bank does not. */
  readonly words: string;
  /** The codes: they stand in documents and rules, and no bank changes them. */
  readonly codes: readonly string[];
  /** People choose one in forms, so that one can be offered no more; of the others there are words and order only. */
  readonly chosen: boolean;
}

/**
 * Enumerations of the model as lists of base data, by the name of the list. An entry there gives a code the bank's own
 * words and place, and says whether forms offer it.
 */
export const wordLists = {
  lifecycle: { words: 'lifecycle', codes: lifecycle.options, chosen: true },
  customer_kind: { words: 'kind', codes: customerKind.options, chosen: false },
  grade: { words: 'grade', codes: grade.options, chosen: true },
  contact_channel: { words: 'contactChannel', codes: contactChannel.options, chosen: true },
  contact_direction: { words: 'contactDirection', codes: contactDirection.options, chosen: true },
  contact_outcome: { words: 'contactOutcome', codes: contactOutcome.options, chosen: true },
  transaction_kind: { words: 'transactionKind', codes: transactionKind.options, chosen: false },
  holding_kind: { words: 'holdingKind', codes: holdingKind.options, chosen: false },
  relationship_kind: { words: 'relationshipKind', codes: relationshipKind.options, chosen: true },
  task_kind: { words: 'taskKind', codes: taskKind.options, chosen: true },
  case_kind: { words: 'caseKind', codes: caseKind.options, chosen: true },
} as const satisfies Record<string, WordList>;
export type WordListName = keyof typeof wordLists;

export function wordListOf(list: string): WordList | undefined {
  return Object.hasOwn(wordLists, list) ? wordLists[list as WordListName] : undefined;
}

/** Lists whose entries forms offer for texts: what is chosen, or typed, is kept as text. */
export const textLists = [
  'industry',
  'occupation',
  'job_title',
  'region',
  'source',
  'customer_tag',
  'contact_template',
  'counter_template',
  'next_step',
] as const;
export type TextListName = (typeof textLists)[number];
