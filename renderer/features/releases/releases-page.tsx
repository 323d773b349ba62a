import { Alert } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { RefreshButton } from '#renderer/ui/refresh-button.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { type Release, releasesResponse } from '#shared/protocol/releases.ts';
import { Adoption, Trouble } from './adoption.tsx';
import { ReasonForm } from './reason-form.tsx';
import { type ReleaseAct, ReleaseTable } from './release-table.tsx';
import { RingForm } from './ring-form.tsx';
import { UploadPanel } from './upload-panel.tsx';

/** Releases of the desktop program: upload, rings, pause, and which versions devices run. */
export function ReleasesPage() {
  const { t } = useTranslation('releases');
  const format = useFormat();
  const { data, error, loading, reload } = useServerAnswer('/admin/releases', releasesResponse);
  const [chosen, setChosen] = useState<{ act: ReleaseAct; release: Release }>();
  const refresh = useRef<HTMLButtonElement>(null);
  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={data !== undefined && t('asOf', { time: format.dateTime(data.asOf) })}
        actions={
          <RefreshButton ref={refresh} loading={loading && data !== undefined} onClick={reload}>
            {t('refresh')}
          </RefreshButton>
        }
      />
      {error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
      {loading && data === undefined && <LoadingRows rows={8} />}
      {data !== undefined && (
        <>
          {data.ready ? (
            <UploadPanel onChanged={reload} />
          ) : (
            <Alert color="yellow" title={t('notReady')}>
              {t('notReadyHint')}
            </Alert>
          )}
          <Panel title={t('list.title')} count={data.items.length}>
            {data.items.length === 0 ? (
              <EmptyState title={t('list.empty')} description={t('list.emptyHint')} />
            ) : (
              <ReleaseTable releases={data.items} onAct={(act, release) => setChosen({ act, release })} />
            )}
          </Panel>
          <Adoption rows={data.adoption} />
          <Trouble rows={data.trouble} />
        </>
      )}
      <OrderModal
        opened={chosen !== undefined}
        title={chosen === undefined ? '' : t(`${chosen.act}.of`, { version: chosen.release.version })}
        focusAfter={refresh}
        onClose={() => setChosen(undefined)}
      >
        {({ cancel, done }) => {
          if (chosen === undefined) return null;
          const { act, release } = chosen;
          const onDone = () => {
            done();
            reload();
          };
          return act === 'widen' ? (
            <RingForm release={release} onCancel={cancel} onDone={onDone} />
          ) : (
            <ReasonForm act={act} release={release} onCancel={cancel} onDone={onDone} />
          );
        }}
      </OrderModal>
    </Page>
  );
}
