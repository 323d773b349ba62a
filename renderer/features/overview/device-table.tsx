import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { abilityOf } from '#shared/access/ability.ts';
import type { OperationsStatus } from '#shared/protocol/operations.ts';
import styles from './overview.module.css';
import { WipeDialog } from './wipe-dialog.tsx';

export type ListedDevice = OperationsStatus['devices'][number];

interface Props {
  devices: readonly ListedDevice[];
  /** An order was given: the list is no longer how things stand. */
  onOrdered: () => void;
}

/** Who used which device last, what it still holds, and the order to erase it. */
export function DeviceTable({ devices, onOrdered }: Props) {
  const { t } = useTranslation('overview');
  const mayOrder = abilityOf(useUser().role).can('update', 'operations');
  const [chosen, setChosen] = useState<ListedDevice | null>(null);
  const list = useRef<HTMLElement>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section ref={list} className={styles.devices} tabIndex={0} aria-label={t('devices.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('devices.user')}</th>
            <th scope="col">{t('devices.id')}</th>
            <th scope="col">{t('devices.schema')}</th>
            <th scope="col" data-number>
              {t('devices.unsent')}
            </th>
            <th scope="col">{t('devices.seen')}</th>
            <th scope="col">{t('wipe.column')}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              {...(mayOrder && { onWipe: () => setChosen(device) })}
            />
          ))}
        </tbody>
      </table>
      <WipeDialog device={chosen} onClose={() => setChosen(null)} onOrdered={onOrdered} focusAfter={list} />
    </section>
  );
}

function DeviceRow({ device, onWipe }: { device: ListedDevice; onWipe?: () => void }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { wipe } = device;
  const name = device.lastUserName ?? t('devices.nobody');
  const waiting = wipe !== undefined && wipe.confirmedAt === undefined;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-text className={styles.id}>
        {device.id}
      </td>
      <td data-text>{device.schemaVersion ?? '–'}</td>
      <td data-alert={(device.unsent ?? 0) > 0 || undefined}>{device.unsent ?? '–'}</td>
      <td data-text>
        <time dateTime={device.lastSeenAt} title={format.dateTime(device.lastSeenAt)}>
          {format.ago(device.lastSeenAt)}
        </time>
      </td>
      <td data-text data-alert={waiting || undefined}>
        <span className={styles.wipe}>
          {wipe && (
            <time dateTime={wipe.confirmedAt ?? wipe.orderedAt} title={format.dateTime(wipe.orderedAt)}>
              {waiting
                ? t('wipe.ordered', { ago: format.ago(wipe.orderedAt) })
                : t('wipe.confirmed', { ago: format.ago(wipe.confirmedAt ?? wipe.orderedAt) })}
            </time>
          )}
          {onWipe && !waiting && (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={t('wipe.of', { name, id: device.id })}
              onClick={onWipe}
            >
              {t('wipe.action')}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}
