import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { wipeResponse } from '#shared/protocol/operations.ts';
import type { ListedDevice } from './device-table.tsx';
import styles from './overview.module.css';

interface Props {
  device: ListedDevice | null;
  onClose: () => void;
  onOrdered: () => void;
  /** What gets the focus after an order: the button that opened the dialog is gone by then. */
  focusAfter: RefObject<HTMLElement | null>;
}

/** Asks once more before a device is erased, and for the reason that the record keeps. */
export function WipeDialog({ device, onClose, onOrdered, focusAfter }: Props) {
  const { t } = useTranslation('overview');
  return (
    <OrderModal opened={device !== null} onClose={onClose} focusAfter={focusAfter} title={t('wipe.title')}>
      {({ cancel, done }) =>
        device && (
          <WipeForm
            device={device}
            onCancel={cancel}
            onOrdered={() => {
              done();
              onOrdered();
            }}
          />
        )
      }
    </OrderModal>
  );
}

function WipeForm(props: { device: ListedDevice; onCancel: () => void; onOrdered: () => void }) {
  const { device, onCancel, onOrdered } = props;
  const { t } = useTranslation('overview');
  const order = useServerOrder();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';

  const submit = async () => {
    setAsked(true);
    if (missing) return;
    const path = `/operations/devices/${device.id}/wipe`;
    const done = await order.give(path, { reason: reason.trim() }, wipeResponse);
    if (done !== undefined) onOrdered();
  };

  return (
    <OrderForm order={order} submit={t('wipe.confirm')} danger onSubmit={submit} onCancel={onCancel}>
      <p className={styles.wipeWhat}>
        {device.lastUserName ?? t('devices.nobody')}
        <span className={styles.id}>{device.id}</span>
      </p>
      <p className={styles.wipeEffect}>{t('wipe.effect')}</p>
      <ReasonField
        value={reason}
        onChange={setReason}
        missing={asked && missing}
        hint={t('wipe.reasonHint')}
        autoFocus
      />
    </OrderForm>
  );
}
