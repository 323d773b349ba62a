import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import table from '#renderer/ui/table.module.css';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { FleetDevice } from '#shared/protocol/fleet.ts';
import styles from './fleet.module.css';
import { useDeviceText } from './use-device-text.ts';

export type DeviceAct = 'approve' | 'revoke' | 'restore' | 'wipe' | 'handover';

interface Props {
  device: FleetDevice;
  /** Absent for who may look only. */
  onAct?: ((act: DeviceAct) => void) | undefined;
}

/** One device: who used it, how it is, and what can be ordered. */
export function DeviceRow({ device, onAct }: Props) {
  const { t } = useTranslation('fleet');
  const format = useFormat();
  const language = useLanguage();
  const text = useDeviceText();
  const { alerts, branch, version, platform, setAside } = device;
  const alarmed = (alert: FleetDevice['alerts'][number]) => alerts.includes(alert) || undefined;
  const name = text.name(device);
  return (
    <tr>
      <th scope="row">
        {name}
        <span className={table.under}>{branch && (language === 'en' ? branch.nameEn : branch.name)}</span>
      </th>
      <td>
        <span className={styles.id} title={device.id}>
          {device.id.slice(-8)}
        </span>
        <span className={table.under}>{platform === undefined ? '' : t(`platform.${platform}`)}</span>
      </td>
      <td data-alert={alarmed('oldVersion')}>{version ?? '–'}</td>
      <td data-alert={alarmed('silent')}>
        <time dateTime={device.lastSeenAt} title={format.dateTime(device.lastSeenAt)}>
          {format.ago(device.lastSeenAt)}
        </time>
      </td>
      <td data-number data-alert={alarmed('unsent') ?? alarmed('setAside')}>
        {device.unsent === undefined ? '–' : format.number(device.unsent)}
        {setAside !== undefined && (
          <span className={table.under}>{t('handover.edits', { count: setAside.edits })}</span>
        )}
      </td>
      <td data-number>{device.replicaBytes === undefined ? '–' : format.bytes(device.replicaBytes)}</td>
      <td data-number data-alert={alarmed('clock')}>
        {text.clock(device)}
      </td>
      <td data-number data-alert={alarmed('failing')} title={text.failure(device)}>
        {device.failedSyncs === undefined ? '–' : format.number(device.failedSyncs)}
      </td>
      <td data-alert={alarmed('wiping') ?? (device.state === 'waiting' || undefined)}>
        {text.state(device)}
      </td>
      {onAct && (
        <td>
          <span className={table.acts}>
            {actsOf(device).map((act) => (
              <Button
                key={act}
                variant="subtle"
                size="compact-xs"
                {...(act === 'wipe' || act === 'revoke' ? { color: 'red' } : {})}
                aria-label={t(`${act}.of`, { name, id: device.id.slice(-8) })}
                onClick={() => onAct(act)}
              >
                {t(`${act}.action`)}
              </Button>
            ))}
          </span>
        </td>
      )}
    </tr>
  );
}

function actsOf({ state, wipe, setAside }: FleetDevice): DeviceAct[] {
  const first: Record<FleetDevice['state'], DeviceAct> = {
    waiting: 'approve',
    approved: 'revoke',
    revoked: 'restore',
  };
  const wiping = wipe !== undefined && wipe.confirmedAt === undefined;
  const decided: DeviceAct[] =
    state === 'waiting' ? ['approve', 'revoke'] : wiping ? [first[state]] : [first[state], 'wipe'];
  return setAside === undefined ? decided : ['handover', ...decided];
}
