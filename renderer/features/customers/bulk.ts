import type { EditInput } from '#renderer/replica/api/edits.ts';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import type { Replica } from '#renderer/replica/api/replica.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Task } from '#shared/model/task.ts';

export type BulkKind = 'addTag' | 'removeTag' | 'addTask';

export type BulkAction =
  | { readonly kind: 'addTag' | 'removeTag'; readonly tag: string }
  | {
      readonly kind: 'addTask';
      readonly task: Pick<Task, 'title' | 'kind' | 'priority' | 'dueOn' | 'assigneeId' | 'createdById'>;
    };

/** Why a customer was left as it is. */
export type BulkRefusal = ReplicaErrorCode | 'too_many_tags';

/** What was done to a customer, enough to take exactly that back. */
export interface BulkDone {
  readonly customerId: string;
  /** The new task; for tags the customer itself. */
  readonly documentId: string;
}

export interface BulkResult {
  readonly action: BulkAction;
  readonly done: readonly BulkDone[];
  readonly refused: readonly { readonly customerId: string; readonly reason: BulkRefusal }[];
  /** Customers in all, those that needed no change and those that were not come to among them. */
  readonly total: number;
  readonly stopped: boolean;
}

/** Customers per commit: about a tenth of a second, after which somebody may stop. */
export const CHUNK = 100;
const MOST_TAGS = 20;

export interface BulkContext {
  editMany: Replica['editMany'];
  /** The customers of these ids that are here, as they are now. */
  customers(ids: readonly string[]): Promise<readonly Customer[]>;
  onProgress(done: number): void;
  isStopped(): boolean;
}

interface Planned {
  customerId: string;
  edit: EditInput;
}

/**
 * Does the same to many customers, a chunk in a commit. What cannot be done to one does not keep it from the others:
 * a refused chunk is halved until the refused edits are found.
 */
export async function runBulk(
  context: BulkContext,
  ids: readonly string[],
  action: BulkAction,
): Promise<BulkResult> {
  const done: BulkDone[] = [];
  const refused: BulkResult['refused'][number][] = [];
  let at = 0;
  let possible = true;
  while (possible && at < ids.length && !context.isStopped()) {
    const chunk = ids.slice(at, at + CHUNK);
    const planned = await plan(context, chunk, action, refused);
    possible = await carryOut(context, planned, done, refused);
    at += chunk.length;
    context.onProgress(at);
  }
  return { action, done, refused, total: ids.length, stopped: at < ids.length };
}

/** Takes back what a bulk edit did: tags customer by customer, whatever else has changed since; tasks are cancelled. */
export async function undoBulk(context: BulkContext, { action, done }: BulkResult): Promise<BulkResult> {
  if (action.kind !== 'addTask') {
    const reverse = { kind: action.kind === 'addTag' ? 'removeTag' : 'addTag', tag: action.tag } as const;
    const ids = done.map(({ customerId }) => customerId);
    return await runBulk(context, ids, reverse);
  }
  const undone: BulkDone[] = [];
  const refused: BulkResult['refused'][number][] = [];
  let possible = true;
  for (let at = 0; possible && at < done.length; at += CHUNK) {
    const planned = done.slice(at, at + CHUNK).map(
      ({ customerId, documentId }): Planned => ({
        customerId,
        edit: {
          collection: 'tasks',
          intent: 'task.edit',
          documentId,
          customerId,
          next: { status: 'cancelled' },
        },
      }),
    );
    possible = await carryOut(context, planned, undone, refused);
    context.onProgress(Math.min(done.length, at + CHUNK));
  }
  return { action, done: undone, refused, total: done.length, stopped: false };
}

async function plan(
  context: BulkContext,
  ids: readonly string[],
  action: BulkAction,
  refused: BulkResult['refused'][number][],
): Promise<Planned[]> {
  if (action.kind === 'addTask') return ids.map((customerId) => plannedTask(customerId, action.task));
  const { kind, tag } = action;
  const customers = new Map((await context.customers(ids)).map((customer) => [customer.id, customer]));
  return ids.flatMap((customerId): Planned[] => {
    const customer = customers.get(customerId);
    if (customer === undefined) {
      refused.push({ customerId, reason: 'not_found' });
      return [];
    }
    const tags = customer.tags ?? [];
    if (tags.includes(tag) === (kind === 'addTag')) return [];
    const next = kind === 'addTag' ? [...tags, tag] : tags.filter((one) => one !== tag);
    if (next.length > MOST_TAGS) {
      refused.push({ customerId, reason: 'too_many_tags' });
      return [];
    }
    const about = { collection: 'customers', intent: 'customer.edit', documentId: customerId } as const;
    return [{ customerId, edit: { ...about, customerId, next: { tags: next.length === 0 ? null : next } } }];
  });
}

function plannedTask(customerId: string, task: Extract<BulkAction, { kind: 'addTask' }>['task']): Planned {
  const next = { ...task, customerId, status: 'open' };
  return { customerId, edit: { collection: 'tasks', intent: 'task.add', customerId, next } };
}

/** Errors that are about one edit. With any other nothing more can be saved, and the whole action ends. */
const ofOneEdit: readonly ReplicaErrorCode[] = ['not_allowed', 'invalid', 'not_found'];

/** False: the rest need not be tried. */
async function carryOut(
  context: BulkContext,
  planned: readonly Planned[],
  done: BulkDone[],
  refused: BulkResult['refused'][number][],
): Promise<boolean> {
  if (planned.length === 0) return true;
  try {
    const saved = await context.editMany(planned.map(({ edit }) => edit));
    for (const [index, { mutationId, documentId }] of saved.entries()) {
      const customerId = planned[index]?.customerId;
      if (customerId !== undefined && mutationId !== '') done.push({ customerId, documentId });
    }
    return true;
  } catch (error) {
    const reason = errorCodeOf(error);
    const isOfOne = ofOneEdit.includes(reason);
    const half = Math.ceil(planned.length / 2);
    if (!isOfOne || planned.length === 1) {
      for (const { customerId } of planned) refused.push({ customerId, reason });
      return isOfOne;
    }
    return (
      (await carryOut(context, planned.slice(0, half), done, refused)) &&
      (await carryOut(context, planned.slice(half), done, refused))
    );
  }
}
