import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BulkModel } from './use-bulk.tsx';

/** How far a bulk edit has come, and the way to stop it. What is done by then stays, and can be taken back. */
export function BulkProgressDialog({ bulk }: { bulk: BulkModel }) {
  const { t } = useTranslation('portfolio');
  const format = useFormat();
  const { progress } = bulk;
  const text =
    progress === null
      ? ''
      : t(progress.undoing ? 'bulk.undoing' : 'bulk.working', {
          done: format.number(progress.done),
          total: format.number(progress.total),
        });
  return (
    <Modal
      opened={progress !== null}
      onClose={bulk.stop}
      withCloseButton={false}
      returnFocus={false}
      closeOnClickOutside={false}
      size="sm"
      aria-label={text}
    >
      {progress !== null && (
        <Stack gap="sm">
          <Text className="num">{text}</Text>
          <Progress value={(100 * progress.done) / Math.max(1, progress.total)} aria-label={text} />
          {!progress.undoing && (
            <Group justify="flex-end">
              <Button data-autofocus variant="default" disabled={progress.stopping} onClick={bulk.stop}>
                {t(progress.stopping ? 'bulk.stopping' : 'bulk.stop')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Modal>
  );
}
