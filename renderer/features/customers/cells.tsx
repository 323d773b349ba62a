import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import type { ScreenFormat } from '#renderer/ui/use-format.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { nextLunarBirthday } from '#shared/domain/lunar.ts';
import styles from './cells.module.css';

/* The words come in, as for the marks: a list draws hundreds of these while it is scrolled. */

export function TagsCell({ tags }: { tags: readonly string[] }) {
  return (
    <span className={styles.tags} title={tags.join('\n')}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

/** What falls due next, and what of it is late already. */
export function DueCell(props: {
  row: CustomerRow;
  today: BusinessDate;
  format: ScreenFormat;
  dues: Record<'maturity' | 'instalment', string>;
  overdue: string;
}) {
  const { row, today, format, dues, overdue } = props;
  const { nextDueOn, nextDue, problem } = row;
  const late = problem === true || (nextDueOn !== undefined && nextDueOn < today);
  if (nextDueOn === undefined) return late ? <span className={styles.late}>{overdue}</span> : null;
  return (
    <>
      <time dateTime={nextDueOn}>{format.date(nextDueOn)}</time>{' '}
      <span className={late ? styles.late : styles.quiet}>
        {late ? overdue : dues[nextDue ?? 'maturity']}
      </span>
    </>
  );
}

export function BirthdayCell({
  row,
  format,
  lunar,
  today,
}: {
  row: CustomerRow;
  format: ScreenFormat;
  lunar: string;
  today: BusinessDate;
}) {
  if (row.birthDate === undefined) return null;
  // Kept by the lunar calendar it is another day each year: the next one is what one congratulates on.
  const next = row.lunarBirthday === true ? nextLunarBirthday(row.birthDate, today) : undefined;
  return (
    <>
      {format.shortDate(next ?? row.birthDate)}
      {row.lunarBirthday === true && <span className={styles.quiet}> {lunar}</span>}
    </>
  );
}
