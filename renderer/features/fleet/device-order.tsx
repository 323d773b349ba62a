import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type FleetDevice, fleetAnswer, handOverAnswer } from '#shared/protocol/fleet.ts';
import { wipeResponse } from '#shared/protocol/operations.ts';
import type { DeviceAct } from './device-row.tsx';
import styles from './fleet.module.css';
import { useDeviceText } from './use-device-text.ts';

interface Props {
  act: DeviceAct;
  device: FleetDevice;
  onCancel: () => void;
  onDone: () => void;
}

const answer = z.union([fleetAnswer, handOverAnswer, wipeResponse]);

/** Asks once more before something is decided about a device, and for the reason that the record keeps. */
export function DeviceOrder({ act, device, onCancel, onDone }: Props) {
  const { t } = useTranslation('fleet');
  const text = useDeviceText();
  const format = useFormat();
  const order = useServerOrder();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  const submit = async () => {
    setAsked(true);
    if (missing) return;
    const path = `/operations/devices/${device.id}/${act}`;
    if ((await order.give(path, { reason: reason.trim() }, answer)) !== undefined) onDone();
  };
  return (
    <OrderForm
      order={order}
      submit={t(`${act}.submit`)}
      danger={act === 'wipe' || act === 'revoke'}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <p className={styles.what}>
        {text.name(device)}
        <span className={styles.id}>{device.id}</span>
        {device.fingerprint !== undefined && (
          <span className={styles.id}>{t('approve.code', { fingerprint: device.fingerprint })}</span>
        )}
      </p>
      {act === 'handover' && device.setAside !== undefined && (
        <p className={styles.effect}>
          {t('handover.madeOn', {
            count: device.setAside.edits,
            ids: format.list(device.setAside.madeOn.map((id) => id.slice(-8))),
          })}
        </p>
      )}
      <p className={styles.effect}>{t(`${act}.effect`)}</p>
      <ReasonField
        value={reason}
        onChange={setReason}
        missing={asked && missing}
        hint={t(`${act}.reasonHint`)}
        autoFocus
      />
    </OrderForm>
  );
}
