import { problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';
import { type Task, task } from '#shared/model/task.ts';

/** The task form as it is typed. */
export interface TaskDraft {
  title: string;
  kind: Task['kind'];
  priority: Task['priority'];
  dueOn: string;
  note: string;
  assigneeId: string;
}
export type TaskField = keyof TaskDraft;

export function newTaskDraft(assigneeId: string, today: BusinessDate): TaskDraft {
  return { title: '', kind: 'follow_up', priority: 'normal', dueOn: today, note: '', assigneeId };
}

export function taskDraftOf(existing: Task): TaskDraft {
  const { title, kind, priority, dueOn, assigneeId } = existing;
  return { title, kind, priority, dueOn, note: existing.note ?? '', assigneeId };
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
function readFields(draft: TaskDraft, today: BusinessDate): Reading<FieldValues, TaskField> {
  const note = draft.note.trim();
  const parsed = formFields.safeParse({
    title: draft.title.trim(),
    kind: draft.kind,
    priority: draft.priority,
    dueOn: draft.dueOn.trim() === '' ? undefined : (parseTypedDate(draft.dueOn, today) ?? 'unreadable'),
    ...(note === '' ? {} : { note }),
    assigneeId: draft.assigneeId,
  });
  if (parsed.success) return { value: fieldValues.parse(parsed.data), problems: null };
  return { value: null, problems: problemsOf<TaskField>(parsed.error, { dueOn: 'date' }) };
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

/** Only what the form changed; `null` clears the note. Empty when nothing changed. */
export function readTaskEdit(
  draft: TaskDraft,
  existing: Task,
  today: BusinessDate,
): Reading<FieldValues, TaskField> {
  const fields = readFields(draft, today);
  if (fields.problems !== null) return fields;
  const before = new Map<string, unknown>(Object.entries(existing));
  const next = Object.fromEntries(
    Object.entries({ note: null, ...fields.value }).filter(
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
