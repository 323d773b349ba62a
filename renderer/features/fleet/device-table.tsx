import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OlderFoot } from '#renderer/ui/older-foot.tsx';
import type { FleetDevice } from '#shared/protocol/fleet.ts';
import { type DeviceAct, DeviceRow } from './device-row.tsx';
import styles from './fleet.module.css';
import type { Devices } from './use-devices.ts';

interface Props {
  found: Devices;
  filtered: boolean;
  /** Absent for who may look only. */
  onAct?: (act: DeviceAct, device: FleetDevice) => void;
}

export function DeviceTable({ found, filtered, onAct }: Props) {
  const { t } = useTranslation('fleet');
  const { devices, loading, error, more } = found;
  if (error !== undefined && devices.length === 0) return <ErrorState code={error} onRetry={found.reload} />;
  if (loading && devices.length === 0) return <LoadingRows rows={10} />;
  if (devices.length === 0) {
    return (
      <EmptyState
        title={t(filtered ? 'none' : 'empty')}
        description={t(filtered ? 'noneHint' : 'emptyHint')}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroll} tabIndex={0} aria-label={t('list')} aria-busy={loading}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.user')}</th>
            <th scope="col">{t('column.device')}</th>
            <th scope="col">{t('column.version')}</th>
            <th scope="col">{t('column.seen')}</th>
            <th scope="col" data-number>
              {t('column.unsent')}
            </th>
            <th scope="col" data-number>
              {t('column.size')}
            </th>
            <th scope="col" data-number>
              {t('column.clock')}
            </th>
            <th scope="col" data-number>
              {t('column.failed')}
            </th>
            <th scope="col">{t('column.state')}</th>
            {onAct && <th scope="col">{t('column.acts')}</th>}
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} onAct={onAct && ((act) => onAct(act, device))} />
          ))}
        </tbody>
      </table>
      <OlderFoot
        shown={t('shown', { count: devices.length })}
        older={t('older')}
        more={more}
        loading={loading}
        error={error}
        onOlder={found.older}
        onRetry={found.reload}
      />
    </section>
  );
}
