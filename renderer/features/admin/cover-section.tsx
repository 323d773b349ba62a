import { Button } from '@mantine/core';
import { IconPlus, IconUserShield } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { type Cover, coversResponse } from '#shared/protocol/admin.ts';
import { CoverTable } from './cover-table.tsx';
import { EndCoverForm } from './end-cover-form.tsx';
import { GrantCoverForm } from './grant-cover-form.tsx';
import { useLinkedCustomer } from './use-linked-customer.ts';

/** Who covers for whom: in force and to come, granted and ended here. */
export function CoverSection() {
  const { t } = useTranslation('admin');
  const { data, error, loading, reload } = useServerAnswer('/admin/covers', coversResponse);
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<Cover | null>(null);
  const grant = useRef<HTMLButtonElement>(null);
  const linked = useLinkedCustomer(() => setGranting(true));

  const add = (
    <Button ref={grant} leftSection={<IconPlus size={14} />} onClick={() => setGranting(true)}>
      {t('cover.grant')}
    </Button>
  );
  return (
    <>
      <Panel title={t('cover.title')} {...(data !== undefined && { count: data.items.length })} actions={add}>
        {error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
        {loading && data === undefined && <LoadingRows rows={6} />}
        {data?.items.length === 0 && (
          <EmptyState
            icon={<IconUserShield size={26} stroke={1.5} />}
            title={t('cover.none')}
            description={t('cover.noneHint')}
          />
        )}
        {data !== undefined && data.items.length > 0 && <CoverTable covers={data.items} onEnd={setEnding} />}
      </Panel>
      <OrderModal
        opened={granting}
        title={t('cover.grantTitle')}
        size="lg"
        focusAfter={grant}
        onClose={() => setGranting(false)}
      >
        {({ cancel, done }) => (
          <GrantCoverForm
            customer={linked ?? null}
            onCancel={cancel}
            onGranted={() => {
              done();
              reload();
            }}
          />
        )}
      </OrderModal>
      <OrderModal
        opened={ending !== null}
        title={t('cover.endTitle')}
        focusAfter={grant}
        onClose={() => setEnding(null)}
      >
        {({ cancel, done }) =>
          ending && (
            <EndCoverForm
              cover={ending}
              onCancel={cancel}
              onEnded={() => {
                done();
                reload();
              }}
            />
          )
        }
      </OrderModal>
    </>
  );
}
