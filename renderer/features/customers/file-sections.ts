import { hiddenFieldsOf } from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';

export const sectionNames = [
  'holdings',
  'trend',
  'transactions',
  'relationships',
  'profile',
  'standing',
  'timeline',
  'facts',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** The sections of a file that somebody has, in the order of their keys 1 to 8: the last is hidden from some. */
export function sectionsFor(rights: Rights): readonly SectionName[] {
  const hidden = hiddenFieldsOf(rights, 'customers');
  return sectionNames.filter((name) => name !== 'facts' || !hidden.includes('softFacts'));
}
