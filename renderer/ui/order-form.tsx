import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { useSyncStatus } from './sync-context.tsx';
import { type ServerOrder, useOrderProblemText } from './use-server-order.ts';

export interface OrderFormProps {
  order: ServerOrder;
  /** The button's words. */
  submit: string;
  danger?: boolean;
  /** Where a refusal says something more exact than the general sentence. */
  sentences?: Partial<Record<ReplicaErrorCode, string>>;
  /** What is said while the server cannot be reached. */
  offline?: string;
  /** Checks what was typed and gives the order; marks what is missing. */
  onSubmit: () => Promise<void>;
  onCancel?: () => void;
  children: ReactNode;
}

/**
 * A form whose order goes to the server at once and is carried out there: it needs the line and says so, keeps what was
 * typed when it is refused, and puts the focus on the first field that is missing. Ctrl+Enter gives it from anywhere.
 */
export function OrderForm(props: OrderFormProps) {
  const { order, submit, danger = false, sentences = {}, onSubmit, onCancel, children } = props;
  const { t } = useTranslation('app');
  const problemText = useOrderProblemText();
  const form = useRef<HTMLFormElement>(null);
  const offline = useSyncStatus().connection === 'offline';
  const { problem, busy } = order;

  const run = async () => {
    if (offline || busy) return;
    await onSubmit();
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void run();
  };

  return (
    <form
      ref={form}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void run();
      }}
    >
      {children}
      {offline && (
        <Alert mt="md" color="gray" icon={<IconCloudOff size={18} stroke={1.6} />}>
          {props.offline ?? t('order.offline')}
        </Alert>
      )}
      {problem !== undefined && !offline && (
        <Alert mt="md" color="red" role="alert" icon={<IconAlertTriangle size={18} stroke={1.7} />}>
          {sentences[problem.code] ?? problemText(problem)}
        </Alert>
      )}
      <Group justify="flex-end" mt="lg">
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
        <Button type="submit" {...(danger && { color: 'red' })} loading={busy} disabled={offline}>
          {submit}
        </Button>
      </Group>
    </form>
  );
}
