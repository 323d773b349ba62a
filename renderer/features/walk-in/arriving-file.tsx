import { Button, Group, Loader, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useLiveDocument } from '#renderer/ui/use-live-query.ts';

/** After this long the person is told that they need not wait here, in milliseconds. */
const LONG = 15_000;

interface Props {
  customerId: string;
  onHere: () => void;
  onClose: () => void;
}

/** The file was found and is covered: it comes by sync like any other, and opens as soon as it is here. */
export function ArrivingFile({ customerId, onHere, onClose }: Props) {
  const { t } = useTranslation(['walkIn', 'app']);
  const replica = useReplica();
  const { document } = useLiveDocument('customers', customerId);
  const [long, setLong] = useState(false);

  useEffect(() => {
    // The server pokes too; a stream that is down must not make somebody wait for the next poll.
    replica.syncNow().catch(() => undefined);
    const timer = setTimeout(() => setLong(true), LONG);
    return () => clearTimeout(timer);
  }, [replica]);

  const here = document !== undefined;
  const open = useEffectEvent(onHere);
  useEffect(() => {
    if (here) open();
  }, [here]);

  return (
    <>
      <Group role="status" wrap="nowrap" gap="sm" my="md">
        <Loader size="sm" aria-hidden />
        <Text>{t(long ? 'walkIn:arriving.long' : 'walkIn:arriving.soon')}</Text>
      </Group>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('app:action.close')}
        </Button>
      </Group>
    </>
  );
}
