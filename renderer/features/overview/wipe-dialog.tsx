import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { wipeRequest, wipeResponse } from '#shared/protocol/operations.ts';
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
  const [given, setGiven] = useState(false);
  // Set with the closing and not after it: Mantine looks for where to return the focus whenever this changes.
  const close = (afterOrder: boolean) => {
    setGiven(afterOrder);
    onClose();
    if (afterOrder) onOrdered();
  };
  return (
    <Modal
      opened={device !== null}
      onClose={() => close(false)}
      onExitTransitionEnd={() => {
        if (given) focusAfter.current?.focus();
      }}
      returnFocus={!given}
      title={t('wipe.title')}
    >
      {device && (
        <WipeForm
          key={device.id}
          device={device}
          onClose={() => close(false)}
          onOrdered={() => close(true)}
        />
      )}
    </Modal>
  );
}

interface FormProps extends Pick<Props, 'onClose' | 'onOrdered'> {
  device: ListedDevice;
}

function WipeForm({ device, onClose, onOrdered }: FormProps) {
  const { t } = useTranslation(['overview', 'app', 'errors']);
  const replica = useReplica();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ReplicaErrorCode>();
  const [busy, setBusy] = useState(false);

  const order = async (body: { reason: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      wipeResponse.parse(await replica.fetchOnline(`/operations/devices/${device.id}/wipe`, body));
      onOrdered();
    } catch (error) {
      setProblem(errorCodeOf(error));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = wipeRequest.safeParse({ reason: reason.trim() });
    if (body.success) void order(body.data);
    else setProblem('invalid');
  };

  return (
    <form onSubmit={submit} noValidate>
      <p className={styles.wipeWhat}>
        {device.lastUserName ?? t('overview:devices.nobody')}
        <span className={styles.id}>{device.id}</span>
      </p>
      <p className={styles.wipeEffect}>{t('overview:wipe.effect')}</p>
      <TextInput
        label={t('overview:wipe.reason')}
        placeholder={t('overview:wipe.reasonHint')}
        required
        data-autofocus
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problem && t(problem === 'invalid' ? 'overview:wipe.reasonMissing' : `errors:code.${problem}`)}
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('app:action.cancel')}
        </Button>
        <Button type="submit" color="red" loading={busy}>
          {t('overview:wipe.confirm')}
        </Button>
      </Group>
    </form>
  );
}
