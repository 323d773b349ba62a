import { type Problems, problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';
import { type Relationship, relationship } from '#shared/model/relationship.ts';

/** The relationship form as it is typed. */
export interface RelationshipDraft {
  kind: Relationship['kind'];
  relatedName: string;
  /** Set when the other party was chosen among this device's customers. */
  relatedCustomerId: string;
  title: string;
  mobile: string;
  /** Percent, as typed. */
  share: string;
}
export type RelationshipField = keyof RelationshipDraft;

export const emptyRelationship: RelationshipDraft = {
  kind: 'spouse',
  relatedName: '',
  relatedCustomerId: '',
  title: '',
  mobile: '',
  share: '',
};

const retailKinds = [
  'spouse',
  'parent',
  'child',
  'sibling',
  'employer',
  'guarantor',
  'guaranteed',
  'investee',
  'referrer',
  'referred',
] as const satisfies Relationship['kind'][];

const corporateKinds = [
  'contact_person',
  'shareholder',
  'investee',
  'employee',
  'guarantor',
  'guaranteed',
  'referrer',
  'referred',
] as const satisfies Relationship['kind'][];

/** What people may enter for a kind of customer; who may use an account comes from core banking. */
export function enterableKinds(kind: 'retail' | 'corporate'): readonly Relationship['kind'][] {
  return kind === 'retail' ? retailKinds : corporateKinds;
}

export function hasShare(kind: Relationship['kind']): boolean {
  return kind === 'shareholder' || kind === 'investee';
}

export function relationshipDraftOf(existing: Relationship): RelationshipDraft {
  const { kind, relatedName, relatedCustomerId = '', title = '', mobile = '', shareBasisPoints } = existing;
  const share = shareBasisPoints === undefined ? '' : String(shareBasisPoints / 100);
  return { kind, relatedName, relatedCustomerId, title, mobile, share };
}

const entry = relationship.omit({ id: true });

export function readRelationship(
  draft: RelationshipDraft,
  customerId: string,
): Reading<FieldValues, RelationshipField> {
  const optional = {
    relatedCustomerId: draft.relatedCustomerId,
    title: draft.title.trim(),
    mobile: draft.mobile.trim(),
  };
  const share = hasShare(draft.kind) ? draft.share.replace(/[%％\s]/g, '') : '';
  const shareBasisPoints = Math.round(Number(share) * 100);
  const parsed = entry.safeParse({
    customerId,
    kind: draft.kind,
    relatedName: draft.relatedName.trim(),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
    ...(share === '' ? {} : { shareBasisPoints }),
  });
  if (parsed.success) return { value: fieldValues.parse(parsed.data), problems: null };
  const { shareBasisPoints: shareProblem, ...problems } = problemsOf<RelationshipField | 'shareBasisPoints'>(
    parsed.error,
    { mobile: 'phone' },
  );
  const named: Problems<RelationshipField> = problems;
  return { value: null, problems: shareProblem ? { ...named, share: { code: 'percent' } } : named };
}

/** Only what the form changed; `null` clears. Who the other party is cannot be changed, only how they are called. */
export function readRelationshipEdit(
  draft: RelationshipDraft,
  existing: Relationship,
): Reading<FieldValues, RelationshipField> {
  const whole = readRelationship(draft, existing.customerId);
  if (whole.problems !== null) return whole;
  const before = new Map<string, unknown>(Object.entries(existing));
  const next = Object.entries({ title: null, mobile: null, shareBasisPoints: null, ...whole.value }).filter(
    ([field, value]) => field !== 'relatedCustomerId' && !sameJson(value, before.get(field) ?? null),
  );
  return { value: Object.fromEntries(next), problems: null };
}
