import { Alert } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { RefreshButton } from '#renderer/ui/refresh-button.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { abilityOf } from '#shared/access/ability.ts';
import { type FleetDevice, type FleetFilter, fleetSummary } from '#shared/protocol/fleet.ts';
import { DeviceOrder } from './device-order.tsx';
import type { DeviceAct } from './device-row.tsx';
import { DeviceTable } from './device-table.tsx';
import { FleetFigures } from './fleet-figures.tsx';
import { FleetFilters } from './fleet-filters.tsx';
import { useDevices } from './use-devices.ts';

/** The bank's devices: how each is, which of them need a look, and who is let in. */
export function FleetPage() {
  const { t } = useTranslation('fleet');
  const format = useFormat();
  const mayOrder = abilityOf(useUser().role).can('update', 'operations');
  const summary = useServerAnswer('/operations/devices', fleetSummary);
  const [filter, setFilter] = useState<FleetFilter>({});
  const found = useDevices(filter);
  const [chosen, setChosen] = useState<{ act: DeviceAct; device: FleetDevice }>();
  const refresh = useRef<HTMLButtonElement>(null);
  const { data } = summary;
  const reload = () => {
    summary.reload();
    found.reload();
  };
  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={data !== undefined && t('asOf', { time: format.dateTime(data.asOf) })}
        actions={
          <RefreshButton ref={refresh} loading={summary.loading && data !== undefined} onClick={reload}>
            {t('refresh')}
          </RefreshButton>
        }
      />
      {data === undefined && summary.loading && <LoadingRows rows={2} />}
      {data === undefined && summary.error !== undefined && !summary.loading && (
        <ErrorState code={summary.error} onRetry={reload} />
      )}
      {data !== undefined && (
        <>
          {data.approval === 'required' && data.states.waiting > 0 && (
            <Alert color="yellow">{t('approve.notice', { count: data.states.waiting })}</Alert>
          )}
          <Panel title={t('figures')}>
            <FleetFigures
              summary={data}
              filter={filter}
              onFilter={({ state, alert }) => {
                const { state: _, alert: __, ...others } = filter;
                setFilter({ ...others, ...(state && { state }), ...(alert && { alert }) });
              }}
            />
          </Panel>
          <Panel title={t('list')}>
            <FleetFilters filter={filter} versions={data.versions} onFilter={setFilter} />
            <DeviceTable
              found={found}
              filtered={Object.keys(filter).length > 0}
              {...(mayOrder && {
                onAct: (act: DeviceAct, device: FleetDevice) => setChosen({ act, device }),
              })}
            />
          </Panel>
        </>
      )}
      <OrderModal
        opened={chosen !== undefined}
        title={chosen === undefined ? '' : t(`${chosen.act}.title`)}
        focusAfter={refresh}
        onClose={() => setChosen(undefined)}
      >
        {({ cancel, done }) =>
          chosen && (
            <DeviceOrder
              {...chosen}
              onCancel={cancel}
              onDone={() => {
                done();
                reload();
              }}
            />
          )
        }
      </OrderModal>
    </Page>
  );
}
