import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
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
}

/** Asks once more before a device is erased, and for the reason that the record keeps. */
export function WipeDialog({ device, onClose, onOrdered }: Props) {
  const { t } = useTranslation('overview');
  return (
    <Modal opened={device !== null} onClose={onClose} title={t('wipe.title')}>
      {device && <WipeForm key={device.id} device={device} onClose={onClose} onOrdered={onOrdered} />}
    </Modal>
  );
}

function WipeForm({ device, onClose, onOrdered }: Props & { device: ListedDevice }) {
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
      onClose();
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
