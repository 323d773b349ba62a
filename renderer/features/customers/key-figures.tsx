import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { daysBetween } from '#shared/domain/business-date.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { Snapshot } from '#shared/model/snapshot.ts';
import type { Task } from '#shared/model/task.ts';
import { AssetTrend } from './asset-trend.tsx';
import { useFile } from './file-context.tsx';
import { nextDue, totalOf } from './holding-groups.ts';
import styles from './key-figures.module.css';
import { MoneyList } from './money-list.tsx';
import { trendOf } from './trend.ts';

const MONTHS = 24;
/** Beyond this, how many days it still is helps nobody. */
const NEAR_DAYS = 60;

export interface KeyFiguresProps {
  holdings: readonly Holding[];
  tasks: readonly Task[];
  snapshots: readonly Snapshot[];
  /** Instant of the newest contact; absent when there is none. */
  lastContactAt: string | undefined;
}

/** The six numbers somebody looks for first. */
export function KeyFigures({ holdings, tasks, snapshots, lastContactAt }: KeyFiguresProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { today } = useFile();
  const open = tasks.filter((task) => task.status === 'open');
  const overdue = open.filter((task) => task.dueOn < today).length;
  const due = nextDue(holdings, today);
  const trend = trendOf(snapshots, MONTHS);
  const none = t('figure.none');
  return (
    <dl className={styles.figures} aria-label={t('page.keyFigures')}>
      <Figure label={t('figure.assets')}>
        <MoneyList sums={totalOf(holdings, 'asset')} none={none} />
      </Figure>
      <Figure label={t('figure.liabilities')}>
        <MoneyList sums={totalOf(holdings, 'liability')} none={none} />
      </Figure>
      <Figure label={t('figure.lastContact')}>
        {lastContactAt === undefined ? (
          t('figure.never')
        ) : (
          <time dateTime={lastContactAt} title={format.dateTime(lastContactAt)}>
            {format.ago(lastContactAt)}
          </time>
        )}
      </Figure>
      <Figure
        label={t('figure.openTasks')}
        note={overdue > 0 && t('figure.overdueTasks', { count: overdue })}
        urgent
      >
        <span className="num">{format.number(open.length)}</span>
      </Figure>
      <Figure
        label={t('figure.nextDue')}
        note={due !== null && daysBetween(today, due.on) <= NEAR_DAYS && format.due(due.on).text}
        urgent={due !== null && due.on < today}
      >
        {due === null ? t('figure.nothingDue') : <time dateTime={due.on}>{format.date(due.on)}</time>}
      </Figure>
      <Figure label={t('figure.trend')}>
        {trend === null ? t('figure.noTrend') : <AssetTrend trend={trend} />}
      </Figure>
    </dl>
  );
}

function Figure(props: { label: string; note?: ReactNode; urgent?: boolean; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{props.label}</dt>
      <dd>
        {props.children}
        {props.note !== undefined && props.note !== false && (
          <span className={styles.figureNote} data-urgent={props.urgent}>
            {props.note}
          </span>
        )}
      </dd>
    </div>
  );
}
