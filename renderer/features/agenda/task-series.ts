import type { Stored } from '#renderer/replica/api/documents.ts';
import type { Replica } from '#renderer/replica/api/replica.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { movedAlone, movedWithSeries, nextTaskId, nextTaskOf } from '#shared/domain/recurrence.ts';
import { type FieldValues, fieldValues, type Intent } from '#shared/model/mutation.ts';
import type { Task } from '#shared/model/task.ts';

type Editing = Pick<Replica, 'edit' | 'watch'>;

/** Whether an edit is about one task of a series or about it and all that come after. */
export type Extent = 'one' | 'series';

/** Who edits, and the day on which they do. */
export interface Editor {
  userId: string;
  today: BusinessDate;
}

/** Takes back what was carried out, by further edits. */
export type TakeBack = () => Promise<void>;

/** Ends a task as done. Of a series the next one is made. Rejects with `ReplicaError`. */
export async function completeTask(replica: Editing, task: Task, editor: Editor): Promise<TakeBack> {
  const undoNext = await makeNext(replica, task, editor);
  const done = { status: 'done', completedAt: new Date().toISOString(), completedById: editor.userId };
  await editTask(replica, task, 'task.complete', done);
  return async () => {
    const open = { status: 'open', completedAt: null, completedById: null };
    await editTask(replica, task, 'task.reopen', open);
    await undoNext();
  };
}

/** Calls a task off: this one, and the series goes on; or the whole series, and nothing comes after. */
export async function cancelTask(
  replica: Editing,
  task: Task,
  extent: Extent,
  editor: Editor,
): Promise<TakeBack> {
  const undoNext = extent === 'one' ? await makeNext(replica, task, editor) : async () => undefined;
  const ends = extent === 'series' && task.repeats !== undefined;
  await editTask(replica, task, 'task.edit', { status: 'cancelled', ...(ends && { repeats: null }) });
  return async () => {
    await editTask(replica, task, 'task.reopen', {
      status: 'open',
      ...(ends && { repeats: fieldValues.parse(task).repeats ?? null }),
    });
    await undoNext();
  };
}

/**
 * Changes a task. Of a series: this one alone, or it and all that come after. Alone to another day, it keeps its place in
 * the series; alone in anything else, it leaves the series, which goes on with the next one, made now as this one was.
 */
export async function changeTask(
  replica: Editing,
  task: Task,
  change: { intent: Intent; next: FieldValues; extent: Extent },
  editor: Editor,
): Promise<TakeBack> {
  const { intent, next, extent } = change;
  const moves = next.dueOn !== undefined && next.dueOn !== task.dueOn;
  const alone = extent === 'one' && task.repeats !== undefined;
  const splits = alone && Object.keys(next).some((field) => field !== 'dueOn');
  const undoNext = splits ? await makeNext(replica, task, editor) : async () => undefined;
  const repeats = splits ? null : moves ? (alone ? movedAlone(task) : movedWithSeries(task)) : undefined;
  const fields = fieldValues.parse({ ...(repeats !== undefined && { repeats }), ...next });
  if (splits) fields.repeats = null;
  await editTask(replica, task, intent, fields);
  const before: FieldValues = fieldValues.parse(task);
  const back = Object.fromEntries(Object.keys(fields).map((field) => [field, before[field] ?? null]));
  return async () => {
    await editTask(replica, task, intent, back);
    await undoNext();
  };
}

async function editTask(replica: Editing, task: Task, intent: Intent, next: FieldValues): Promise<void> {
  const { id, customerId } = task;
  await replica.edit({ collection: 'tasks', intent, documentId: id, customerId, next });
}

/**
 * Before the task itself is ended: a program that stops in between leaves a task that is still open, and whoever ends
 * it again finds the next one made.
 */
async function makeNext(replica: Editing, task: Task, editor: Editor): Promise<TakeBack> {
  const next = nextTaskOf(task, editor.today);
  if (next === undefined) return async () => undefined;
  const id = nextTaskId(task.id);
  const { mutationId } = await replica.edit({
    collection: 'tasks',
    intent: 'task.add',
    newDocumentId: id,
    customerId: task.customerId,
    next: fieldValues.parse({ ...next, createdById: editor.userId }),
  });
  const nextTask: Task = { ...next, id };
  if (mutationId === '') await reviveNext(replica, nextTask);
  return () => editTask(replica, nextTask, 'task.edit', { status: 'cancelled' });
}

/** It was made before and called off when the task before it was taken back: now it is wanted again. */
async function reviveNext(replica: Editing, task: Task): Promise<void> {
  const [known] = await readOnce(replica, task.id);
  if (known?.status !== 'cancelled') return;
  const { dueOn, repeats = null } = fieldValues.parse(task);
  await editTask(replica, task, 'task.reopen', fieldValues.parse({ status: 'open', dueOn, repeats }));
}

function readOnce(replica: Editing, id: string): Promise<Stored<Task>[]> {
  return new Promise((resolve, reject) => {
    const stop = replica.watch<'tasks'>(
      { collection: 'tasks', selector: { id }, limit: 1 },
      (documents) => {
        resolve(documents);
        queueMicrotask(() => stop());
      },
      reject,
    );
  });
}
