import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type LookupRequest, lookupResponse } from '#shared/protocol/lookup.ts';
import { useWalkIn } from './use-walk-in.ts';
import { WalkInFields } from './walk-in-fields.tsx';

export interface LookUpFormProps {
  typed: string;
  onFound: (customerId: string) => void;
  onClose: () => void;
  /** What can be done without the file, while the server is out of reach. */
  onWithoutFile?: (typed: string) => void;
}

/** What the customer shows, and why the file is opened: both are needed, and the reason is kept on record. */
export function LookUpForm({ typed, onFound, onClose, onWithoutFile }: LookUpFormProps) {
  const { t } = useTranslation('walkIn');
  const walkIn = useWalkIn(typed);
  const order = useServerOrder();
  const offline = useSyncStatus().connection === 'offline';
  const { problem } = order;
  const unreachable = offline || (problem !== undefined && problem.code !== 'not_found');

  const submit = async () => {
    const body = walkIn.read() satisfies LookupRequest | null;
    const found = body === null ? undefined : await order.give('/lookup', body, lookupResponse);
    if (found !== undefined) onFound(found.customerId);
  };

  return (
    <OrderForm
      order={order}
      submit={t('submit')}
      offline={t('offline')}
      sentences={{ not_found: t('notFound') }}
      onSubmit={submit}
      onCancel={onClose}
    >
      <Text mb="sm">{t('explain')}</Text>
      <WalkInFields walkIn={walkIn} />
      {onWithoutFile !== undefined && unreachable && (
        <Button mt="md" variant="light" onClick={() => onWithoutFile(walkIn.value)}>
          {t('withoutFile')}
        </Button>
      )}
    </OrderForm>
  );
}
