import { Button } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { useRecordedOpen } from '#renderer/ui/use-recorded-open.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Unmasking } from '#renderer/ui/use-unmasking.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Customer } from '#shared/model/customer.ts';
import { AlertList } from './alert-list.tsx';
import { HoldingsBrief } from './holdings-brief.tsx';
import { LastContacts } from './last-contacts.tsx';
import { LogDesk } from './log-desk.tsx';
import { OfferList } from './offers-panel.tsx';
import styles from './served.module.css';
import type { Counter } from './use-counter.ts';
import { useFileParts } from './use-file-parts.ts';
import { useKeptLog } from './use-log-draft.ts';
import { WhoCard } from './who-card.tsx';

interface Props {
  customerId: string;
  counter: Counter;
  unmasking: Unmasking;
  onUnmask: () => void;
  onLogged: (customer: Customer, log: ContactLog) => void;
}

/** The file of the customer at the counter, all on one screen. */
export function ServedFile({ customerId, counter, unmasking, onUnmask, onLogged }: Props) {
  const { t } = useTranslation('counter');
  const parts = useFileParts(customerId);
  const today = useToday();
  const { customer, holdings, cases, tasks, contacts } = parts;
  const { activity } = counter;
  useRecordedOpen(customer?.id);
  const [waiting, forgetWaiting] = useKeptLog(customerId);

  if (customer === undefined) {
    return parts.gone ? (
      <EmptyState role="alert" title={t('who.goneTitle')} description={t('who.goneHint')} />
    ) : (
      <LoadingRows rows={6} />
    );
  }
  return (
    <div className={styles.file}>
      <section className={styles.head} aria-label={t('who.region')} data-testid="served">
        <WhoCard customer={customer} unmasking={unmasking} onUnmask={onUnmask} />
        <AlertList customer={customer} holdings={holdings} cases={cases} tasks={tasks} today={today} />
      </section>
      <div className={styles.columns}>
        <div className={styles.column}>
          {activity.kind === 'log' ? (
            <LogDesk
              key={`${customerId} ${activity.corrects?.id ?? ''}`}
              customer={customer}
              offers={parts.offers}
              activity={activity}
              counter={counter}
              waiting={waiting}
              onForget={forgetWaiting}
              onLogged={(log) => onLogged(customer, log)}
            />
          ) : (
            <Button
              className={styles.log ?? ''}
              leftSection={<IconMessagePlus size={16} stroke={1.7} />}
              rightSection={<KeyHint shortcut="mod+Enter" decorative />}
              onClick={() => counter.begin({ kind: 'log' })}
            >
              {t('log.title')}
            </Button>
          )}
          <LastContacts contacts={contacts} loading={parts.loading} />
        </div>
        <div className={styles.column}>
          <OfferList
            parts={parts}
            onAnswer={(offer, response) => counter.begin({ kind: 'log', answer: { offer, response } })}
          />
          <HoldingsBrief holdings={holdings} />
        </div>
      </div>
    </div>
  );
}
