import { Button } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { abilityOf } from '#shared/access/ability.ts';
import { restrictionsResponse } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { RestrictionCard } from './restriction-card.tsx';
import { RestrictionForm } from './restriction-form.tsx';
import { useFileLabels } from './use-file-labels.ts';
import { useLinkedCustomer } from './use-linked-customer.ts';

/** How often what waits is asked for while it is looked at, in milliseconds. */
const EVERY_MS = 60_000;

/** Files that only a list may read: asked for by one person, decided by an auditor who is another. */
export function RestrictionSection() {
  const { t } = useTranslation('admin');
  const decides = abilityOf(useUser().role).can('decide', 'restrictions');
  const { data, error, loading, reload } = useServerAnswer('/admin/restrictions', restrictionsResponse);
  const labelOf = useFileLabels((data?.items ?? []).map(({ customerId }) => customerId));
  useInterval(reload, EVERY_MS, { autoInvoke: true });
  const [asking, setAsking] = useState(false);
  const ask = useRef<HTMLButtonElement>(null);
  const linked = useLinkedCustomer(() => setAsking(true));

  return (
    <>
      <Panel
        title={t(decides ? 'restriction.waiting' : 'restriction.own')}
        {...(data !== undefined && { count: data.items.length })}
        actions={
          <Button ref={ask} leftSection={<IconPlus size={14} />} onClick={() => setAsking(true)}>
            {t('restriction.ask')}
          </Button>
        }
      >
        {error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
        {loading && data === undefined && <LoadingRows rows={4} />}
        {data?.items.length === 0 && (
          <EmptyState
            icon={<IconLock size={26} stroke={1.5} />}
            title={t('restriction.none')}
            description={t(decides ? 'restriction.noneHintAuditor' : 'restriction.noneHint')}
          />
        )}
        {data !== undefined && data.items.length > 0 && (
          <ul className={styles.cards}>
            {data.items.map((request) => (
              <RestrictionCard
                key={request.id}
                request={request}
                file={labelOf(request.customerId)}
                onDecided={() => {
                  ask.current?.focus();
                  reload();
                }}
              />
            ))}
          </ul>
        )}
      </Panel>
      <OrderModal
        opened={asking}
        title={t('restriction.askTitle')}
        size="lg"
        focusAfter={ask}
        onClose={() => setAsking(false)}
      >
        {({ cancel, done }) => (
          <RestrictionForm
            customer={linked ?? null}
            onCancel={cancel}
            onAsked={() => {
              done();
              reload();
            }}
          />
        )}
      </OrderModal>
    </>
  );
}
