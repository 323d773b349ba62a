import { taskWhen, type WhenDraft } from '#renderer/features/agenda/public.ts';
import { problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';
import { type Task, task } from '#shared/model/task.ts';

/** The task form as it is typed. */
export interface TaskDraft extends WhenDraft {
  title: string;
  kind: Task['kind'];
  priority: Task['priority'];
  dueOn: string;
  note: string;
  assigneeId: string;
  /** Of a series: whether a change is for this one alone. */
  extent: 'one' | 'series';
}
export type TaskField = keyof TaskDraft;

export function newTaskDraft(assigneeId: string, today: BusinessDate): TaskDraft {
  return {
    title: '',
    kind: 'follow_up',
    priority: 'normal',
    dueOn: today,
    note: '',
    assigneeId,
    extent: 'series',
    ...taskWhen.emptyWhen,
  };
}

export function taskDraftOf(existing: Task): TaskDraft {
  const { title, kind, priority, dueOn, assigneeId } = existing;
  return {
    title,
    kind,
    priority,
    dueOn,
    note: existing.note ?? '',
    assigneeId,
    extent: 'one',
    ...taskWhen.whenDraftOf(existing),
  };
}

const formFields = task.pick({
  title: true,
  kind: true,
  priority: true,
  dueOn: true,
  note: true,
  assigneeId: true,
});

/** The fields of the form as the model has them; an empty note is none. */
function readFields(draft: TaskDraft, today: BusinessDate, before?: Task): Reading<FieldValues, TaskField> {
  const note = draft.note.trim();
  const parsed = formFields.safeParse({
    title: draft.title.trim(),
    kind: draft.kind,
    priority: draft.priority,
    dueOn: draft.dueOn.trim() === '' ? undefined : (parseTypedDate(draft.dueOn, today) ?? 'unreadable'),
    ...(note === '' ? {} : { note }),
    assigneeId: draft.assigneeId,
  });
  const when = taskWhen.readWhen(draft, today, before?.repeats);
  if (parsed.success && when.problems === null) {
    return { value: { ...fieldValues.parse(parsed.data), ...when.value }, problems: null };
  }
  const problems = parsed.success ? {} : problemsOf<TaskField>(parsed.error, { dueOn: 'date' });
  return { value: null, problems: { ...when.problems, ...problems } };
}

export function readNewTask(
  draft: TaskDraft,
  context: { customerId: string; authorId: string; today: BusinessDate },
): Reading<FieldValues, TaskField> {
  const fields = readFields(draft, context.today);
  if (fields.problems !== null) return fields;
  const { customerId, authorId: createdById } = context;
  return { value: { ...fields.value, customerId, status: 'open', createdById }, problems: null };
}

/** Fields that need not be there: what the form has emptied is cleared. */
const cleared: FieldValues = { note: null, time: null, minutes: null, place: null, repeats: null };

/** Only what the form changed; `null` clears what is no longer there. Empty when nothing changed. */
export function readTaskEdit(
  draft: TaskDraft,
  existing: Task,
  today: BusinessDate,
): Reading<FieldValues, TaskField> {
  const fields = readFields(draft, today, existing);
  if (fields.problems !== null) return fields;
  const before = new Map<string, unknown>(Object.entries(existing));
  const next = Object.fromEntries(
    Object.entries({ ...cleared, ...fields.value }).filter(
      ([field, value]) => !sameJson(value, before.get(field) ?? null),
    ),
  );
  return { value: next, problems: null };
}

export interface TaskSections {
  readonly open: readonly Task[];
  /** Done and cancelled, the latest first. */
  readonly closed: readonly Task[];
}

const urgency: Record<Task['priority'], number> = { high: 0, normal: 1, low: 2 };

export function sectionsOf(tasks: readonly Task[]): TaskSections {
  const open = tasks
    .filter((one) => one.status === 'open')
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || urgency[a.priority] - urgency[b.priority]);
  const closed = tasks
    .filter((one) => one.status !== 'open')
    .toSorted((a, b) => (b.completedAt ?? b.dueOn).localeCompare(a.completedAt ?? a.dueOn));
  return { open, closed };
}
