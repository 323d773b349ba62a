import type { Customer } from '../model/customer.ts';
import type { Holding } from '../model/holding.ts';
import type { Money } from '../model/primitives.ts';
import type { ServiceCase } from '../model/service-case.ts';
import type { Task } from '../model/task.ts';
import { ageOn, type BusinessDate, businessDateOf, daysBetween, plusDays } from './business-date.ts';
import type { LeadDays } from './lead-days.ts';
import { dueReminders } from './reminders.ts';

/** What an alert names of a holding; its product's words are the screen's. */
interface OfHolding {
  readonly holdingId: string;
  readonly productId?: string | undefined;
  readonly productName: string;
}

/**
 * Something that whoever serves this customer must know now. Codes and figures, never sentences: those are the
 * screen's, in its language. Codes never change their meaning.
 */
export type Alert =
  | {
      readonly code: 'complaint';
      readonly caseId: string;
      readonly subject: string;
      readonly severity: ServiceCase['severity'];
      /** Full days that it has been open. */
      readonly openDays: number;
      readonly dueOn: BusinessDate;
    }
  | {
      readonly code: 'request';
      readonly caseId: string;
      readonly subject: string;
      readonly dueOn: BusinessDate;
    }
  | ({
      readonly code: 'instalmentOverdue';
      readonly count: number;
      readonly amount: Money;
      readonly dueOn: BusinessDate;
    } & OfHolding)
  | ({ readonly code: 'instalment'; readonly amount: Money; readonly dueOn: BusinessDate } & OfHolding)
  | ({ readonly code: 'maturity'; readonly amount: Money; readonly dueOn: BusinessDate } & OfHolding)
  /** It has matured and the money waits for an order. */
  | ({ readonly code: 'matured'; readonly amount: Money; readonly dueOn: BusinessDate } & OfHolding)
  | ({ readonly code: 'cardExpiring'; readonly dueOn: BusinessDate } & OfHolding)
  /** `lunar`: kept by the lunar calendar. */
  | { readonly code: 'birthday'; readonly lunar: boolean; readonly dueOn: BusinessDate }
  | { readonly code: 'task'; readonly taskId: string; readonly title: string; readonly dueOn: BusinessDate };
export type AlertCode = Alert['code'];

export interface AlertInput {
  readonly customer: Customer;
  readonly holdings: readonly Holding[];
  readonly cases: readonly ServiceCase[];
  readonly tasks: readonly Task[];
  readonly today: BusinessDate;
  /** Days ahead at which what falls due is first said; the bank's where absent. */
  readonly lead?: LeadDays;
}

/** A card is told of so many days ahead, time to order the next. */
const CARD_DAYS = 60;

/** In the order in which they are to be said. */
const order: readonly AlertCode[] = [
  'complaint',
  'instalmentOverdue',
  'matured',
  'maturity',
  'instalment',
  'cardExpiring',
  'birthday',
  'request',
  'task',
];

/** Everything that is to be said about a customer today, the most pressing first. Pure, so it works offline. */
export function alertsOf({ customer, holdings, cases, tasks, today, lead }: AlertInput): Alert[] {
  const found: Alert[] = [
    ...cases.flatMap((one) => alertOfCase(one, today)),
    ...holdings.flatMap((holding) => alertOfHolding(holding, today)),
    ...remindersOf({ customer, holdings, today, lead }),
    ...tasks.flatMap((task): Alert[] =>
      task.status === 'open' && task.dueOn <= today
        ? [{ code: 'task', taskId: task.id, title: task.title, dueOn: task.dueOn }]
        : [],
    ),
  ];
  return found.sort(
    (a, b) => order.indexOf(a.code) - order.indexOf(b.code) || a.dueOn.localeCompare(b.dueOn),
  );
}

function alertOfCase(one: ServiceCase, today: BusinessDate): Alert[] {
  if (one.status === 'resolved' || one.kind === 'suggestion') return [];
  const about = { caseId: one.id, subject: one.subject, dueOn: one.dueOn };
  if (one.kind === 'request') return [{ code: 'request', ...about }];
  const openDays = Math.max(0, daysBetween(businessDateOf(new Date(one.openedAt)), today));
  return [{ code: 'complaint', ...about, severity: one.severity, openDays }];
}

function alertOfHolding(holding: Holding, today: BusinessDate): Alert[] {
  const { maturesOn, status, category, kind, place } = holding;
  if (maturesOn === undefined || status === 'closed' || place !== 'ours') return [];
  if (kind === 'card') {
    return maturesOn <= plusDays(today, CARD_DAYS)
      ? [{ code: 'cardExpiring', ...aboutHolding(holding), dueOn: maturesOn }]
      : [];
  }
  if (category !== 'asset' || maturesOn >= today) return [];
  return [{ code: 'matured', ...aboutHolding(holding), amount: holding.balance, dueOn: maturesOn }];
}

/** The rules of the reminders, so that the counter and the agenda never say two things. */
function remindersOf(
  input: Pick<AlertInput, 'customer' | 'holdings' | 'today'> & { lead: LeadDays | undefined },
): Alert[] {
  const { customer, holdings, today, lead } = input;
  const byId = new Map(holdings.map((holding) => [holding.id, holding]));
  const due = dueReminders({ customers: [customer], holdings, today, ...(lead && { lead }) });
  return due.flatMap((reminder): Alert[] => {
    const { dueOn, kind, amount, overdue = 0 } = reminder;
    if (kind === 'birthday') return [{ code: 'birthday', dueOn, lunar: reminder.lunar !== undefined }];
    const holding = byId.get(reminder.holdingId ?? '');
    if (holding === undefined || amount === undefined) return [];
    const about = { ...aboutHolding(holding), amount, dueOn };
    if (kind === 'maturity') return [{ code: 'maturity', ...about }];
    if (kind !== 'instalment') return [];
    return [
      overdue > 0
        ? { code: 'instalmentOverdue', ...about, count: overdue }
        : { code: 'instalment', ...about },
    ];
  });
}

function aboutHolding({ id, productId, productName }: Holding): OfHolding {
  return { holdingId: id, productName, ...(productId === undefined ? {} : { productId }) };
}

/** Something about the file itself that is to be checked while the customer stands there. */
export type Check =
  | { readonly code: 'idExpired' | 'idExpiring'; readonly on: BusinessDate }
  | { readonly code: 'missing'; readonly fields: readonly (keyof Customer)[] }
  | { readonly code: 'nameGenerated' }
  /** A file of another branch: here by a look-up or a cover. */
  | { readonly code: 'otherBranch'; readonly branchId: string };

const ID_DAYS = 60;
/** From this age a resident's card is for life and names no day on which it expires. */
const ID_FOR_LIFE = 46;

const required: Record<Customer['kind'], readonly (keyof Customer)[]> = {
  retail: ['idNumber', 'idExpiresOn', 'mobile', 'address', 'occupation'],
  corporate: ['idNumber', 'legalRepresentative', 'registeredCapital', 'address', 'industry'],
};

/** What to check of who stands at the counter: the document, and what the bank must know of its customers. */
export function checksOf(customer: Customer, today: BusinessDate, branchId: string): Check[] {
  const checks: Check[] = [];
  if (customer.branchId !== branchId) checks.push({ code: 'otherBranch', branchId: customer.branchId });
  const { idExpiresOn: on } = customer;
  if (on !== undefined && on < today) checks.push({ code: 'idExpired', on });
  else if (on !== undefined && on <= plusDays(today, ID_DAYS)) checks.push({ code: 'idExpiring', on });
  const fields = required[customer.kind].filter((field) => isMissing(customer, field, today));
  if (fields.length > 0) checks.push({ code: 'missing', fields });
  if (customer.nameGenerated === true) checks.push({ code: 'nameGenerated' });
  return checks;
}

function isMissing(customer: Customer, field: keyof Customer, today: BusinessDate): boolean {
  if (customer[field] !== undefined) return false;
  const { birthDate, idType } = customer;
  const forLife =
    field === 'idExpiresOn' &&
    idType === 'resident_id' &&
    birthDate !== undefined &&
    ageOn(birthDate, today) >= ID_FOR_LIFE;
  return !forLife;
}
