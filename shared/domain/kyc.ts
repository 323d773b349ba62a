import type { Customer } from '../model/customer.ts';
import type { Task } from '../model/task.ts';
import { type BusinessDate, businessDateOf, daysBetween, plusMonths } from './business-date.ts';

/** From how many days ahead a document that expires is to be renewed. */
export const EXPIRING_DAYS = 90;

/** Months after which what is known of a customer is to be looked through again. */
export const reviewMonths: Record<Customer['kind'], number> = { retail: 36, corporate: 12 };

/** What must be known of a customer by law and by the bank's rules. */
const required: Record<Customer['kind'], readonly (keyof Customer)[]> = {
  retail: ['idType', 'idNumber', 'idExpiresOn', 'mobile', 'address', 'sex', 'birthDate', 'occupation'],
  corporate: [
    'idNumber',
    'legalRepresentative',
    'registeredCapital',
    'industry',
    'companySize',
    'foundedOn',
    'address',
    'workPhone',
  ],
};

export interface KycState {
  /** The document that proves who this is. `unknown`: no day of expiry is known. */
  readonly document: 'valid' | 'expiring' | 'expired' | 'unknown' | 'no_expiry';
  /** Days until it expires; negative: since. */
  readonly documentDays?: number;
  /** Required fields that are not filled in. Those that the reader's role does not see are not among them. */
  readonly missing: readonly (keyof Customer)[];
  readonly filled: number;
  readonly of: number;
  /** When somebody last looked the documents through; absent: never, as far as is known here. */
  readonly reviewedOn?: BusinessDate;
  readonly reviewDueOn: BusinessDate;
  readonly reviewDue: boolean;
}

export interface KycInput {
  readonly customer: Customer;
  readonly tasks: readonly Task[];
  /** Fields that the reader's role does not get to see: whether they are filled is not known here. */
  readonly hidden: readonly string[];
  readonly today: BusinessDate;
}

/**
 * What is known of who a customer is: whether the document holds, what is missing, and when it was last looked through:
 * a task about documents that was done is such a review.
 */
export function kycOf({ customer, tasks, hidden, today }: KycInput): KycState {
  const asked = required[customer.kind].filter((field) => !hidden.includes(field));
  const missing = asked.filter((field) => customer[field] === undefined && !standsIn(customer, field));
  const reviewedOn = lastReview(tasks);
  const reviewDueOn = plusMonths(reviewedOn ?? customer.openedOn, reviewMonths[customer.kind]);
  return {
    ...documentState(customer, today),
    missing,
    filled: asked.length - missing.length,
    of: asked.length,
    ...(reviewedOn === undefined ? {} : { reviewedOn }),
    reviewDueOn,
    reviewDue: reviewDueOn <= today,
  };
}

function documentState(
  { idType, idExpiresOn }: Customer,
  today: BusinessDate,
): Pick<KycState, 'document' | 'documentDays'> {
  if (idExpiresOn === undefined) return { document: idType === 'uscc' ? 'no_expiry' : 'unknown' };
  const documentDays = daysBetween(today, idExpiresOn);
  if (documentDays < 0) return { document: 'expired', documentDays };
  return { document: documentDays <= EXPIRING_DAYS ? 'expiring' : 'valid', documentDays };
}

/** A company may be reached by any of its phones. */
function standsIn(customer: Customer, field: keyof Customer): boolean {
  return field === 'workPhone' && customer.mobile !== undefined;
}

function lastReview(tasks: readonly Task[]): BusinessDate | undefined {
  return tasks
    .flatMap(({ kind, status, completedAt }) =>
      kind === 'document' && status === 'done' && completedAt !== undefined ? [completedAt] : [],
    )
    .toSorted()
    .map((instant) => businessDateOf(new Date(instant)))
    .at(-1);
}
