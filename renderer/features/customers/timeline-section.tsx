import { Button, Chip, Group } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useFile } from './file-context.tsx';
import styles from './timeline.module.css';
import { TimelineEntry } from './timeline-entry.tsx';
import { type TimelineKind, timelineItems, timelineKinds, timelineOf } from './timeline-items.ts';
import type { FileDocuments } from './use-file-documents.ts';
import { useFileHistory } from './use-file-history.ts';

const PAGE = 40;
const AHEAD = 5;
/** More contacts than one customer has; it bounds what crosses from the worker. */
const CONTACTS = 2000;

/** Everything that happened to this file and what is to come, by day. */
export function TimelineSection({ documents }: { documents: FileDocuments }) {
  const { t } = useTranslation(['file', 'errors']);
  const format = useFormat();
  const { customer, today, outbox } = useFile();
  const { connection } = useSyncStatus();
  const [kinds, setKinds] = useKeptState<TimelineKind[]>(`timeline ${customer.id}`, []);
  const [limit, setLimit] = useState(PAGE);
  const [allAhead, setAllAhead] = useState(false);
  const history = useFileHistory(customer.id);
  const { documents: contacts } = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector: { customerId: customer.id },
    sort: [{ occurredAt: 'desc' }],
    limit: CONTACTS,
  });
  const { tasks, cases, holdings } = documents;
  const { changes } = history;
  const items = useMemo(
    () => timelineItems({ contacts, tasks, cases, holdings, outbox, changes }),
    [contacts, tasks, cases, holdings, outbox, changes],
  );
  const { ahead, days, past } = timelineOf(items, kinds, today, limit);
  const shownAhead = allAhead ? ahead : ahead.slice(0, AHEAD);
  return (
    <>
      <div className={styles.bar}>
        <Chip.Group
          multiple
          value={kinds}
          onChange={(value) => {
            setKinds(timelineKinds.filter((kind) => value.includes(kind)));
            setLimit(PAGE);
          }}
        >
          <Group gap={6} role="group" aria-label={t('timeline.filter')}>
            {timelineKinds.map((kind) => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {t(`timeline.kinds.${kind}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      {items.length === 0 && <EmptyState title={t('timeline.none')} description={t('timeline.noneHint')} />}
      {items.length > 0 && ahead.length + past === 0 && (
        <p className={styles.none}>{t('timeline.noMatch')}</p>
      )}
      {ahead.length > 0 && (
        <section className={styles.ahead} aria-label={t('timeline.ahead')}>
          <h2 className={styles.day}>{t('timeline.ahead')}</h2>
          <ol className={styles.items}>
            {shownAhead.map((item) => (
              <TimelineEntry key={item.key} item={item} withDay contacts={contacts} />
            ))}
          </ol>
          {ahead.length > AHEAD && (
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAllAhead(!allAhead)}>
              {t(allAhead ? 'timeline.aheadLess' : 'timeline.aheadMore')}
            </Button>
          )}
        </section>
      )}
      {days.map(({ day, items: own }) => (
        <section key={day} aria-label={format.longDate(day)}>
          <h2 className={styles.day}>
            <time dateTime={day}>{format.longDate(day)}</time>
            <span className={styles.ago}>{format.relativeDay(day)}</span>
          </h2>
          <ol className={styles.items}>
            {own.map((item) => (
              <TimelineEntry key={item.key} item={item} withDay={false} contacts={contacts} />
            ))}
          </ol>
        </section>
      ))}
      <div className={styles.foot}>
        {past > limit && (
          <Button variant="subtle" color="gray" onClick={() => setLimit(limit + PAGE * 2)}>
            {t('timeline.more')}
          </Button>
        )}
        {history.state === 'all' ? (
          <span>{t('timeline.historyHere')}</span>
        ) : connection === 'offline' ? (
          <span>{t('timeline.historyOffline')}</span>
        ) : (
          <Button variant="default" loading={history.state === 'asking'} onClick={history.ask}>
            {t('timeline.history')}
          </Button>
        )}
        {history.error !== undefined && (
          <span className={styles.error} role="alert">
            {t(`errors:code.${history.error}`)}
          </span>
        )}
      </div>
    </>
  );
}
