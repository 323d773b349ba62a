import { problemsOf, type Reading } from '#renderer/ui/problem.ts';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { parseTypedTime } from '#renderer/ui/typed-time.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { type FieldValues, fieldValues } from '#shared/model/mutation.ts';
import { type Task, type TaskRepeat, task } from '#shared/model/task.ts';

/** When, where and how often, as it is typed. */
export interface WhenDraft {
  time: string;
  minutes: string;
  place: string;
  /** Empty: once. */
  repeats: TaskRepeat['unit'] | '';
  every: string;
  until: string;
}
export type WhenField = keyof WhenDraft;

export const emptyWhen: WhenDraft = { time: '', minutes: '', place: '', repeats: '', every: '1', until: '' };

export function whenDraftOf({ time, minutes, place, repeats }: Task): WhenDraft {
  return {
    time: time ?? '',
    minutes: minutes === undefined ? '' : String(minutes),
    place: place ?? '',
    repeats: repeats?.unit ?? '',
    every: String(repeats?.every ?? 1),
    until: repeats?.until ?? '',
  };
}

const schema = task.pick({ time: true, minutes: true, place: true, repeats: true });

/**
 * The fields as the model has them; what is empty is absent. `before`: the task's series as it stands, which keeps its
 * count while nothing in it changes.
 */
export function readWhen(
  draft: WhenDraft,
  today: BusinessDate,
  before?: TaskRepeat,
): Reading<FieldValues, WhenField> {
  const { repeats: unit } = draft;
  const [time, minutes, place, until] = [draft.time, draft.minutes, draft.place, draft.until].map((text) =>
    text.trim(),
  );
  const series = unit !== '' && {
    unit,
    every: Number(draft.every),
    ...(until && { until: parseTypedDate(until, today) ?? 'unreadable' }),
  };
  const same =
    series && before?.unit === series.unit && before.every === series.every && before.until === series.until;
  const parsed = schema.safeParse({
    ...(time && { time: parseTypedTime(time) ?? time }),
    ...(minutes && { minutes: Number(minutes) }),
    ...(place && { place }),
    ...(series && { repeats: same ? before : series }),
  });
  if (parsed.success) return { value: fieldValues.parse(parsed.data), problems: null };
  const inSeries = parsed.error.issues.find(({ path }) => path[0] === 'repeats')?.path[1];
  const problems = problemsOf<WhenField>(parsed.error, { time: 'unreadable', minutes: 'unreadable' });
  if (inSeries === 'until') return { value: null, problems: { until: { code: 'date' } } };
  if (inSeries === 'every') return { value: null, problems: { every: { code: 'unreadable' } } };
  return { value: null, problems };
}
