import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { KeyHint } from './key-hint.tsx';

interface Done {
  message: string;
  undo: string;
  onUndo: () => Promise<void>;
  /** How long the notice stands, in milliseconds; as long as others when absent. */
  standsFor?: number;
}

/** Reports what was done and offers to take it back while the notice stands. Returns how to take the notice away. */
export function showDone({ message, undo, onUndo, standsFor }: Done): () => void {
  const id = notifications.show({
    ...(standsFor === undefined ? {} : { autoClose: standsFor }),
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text>{message}</Text>
        <Button
          flex="none"
          variant="subtle"
          rightSection={<KeyHint shortcut="mod+Z" decorative />}
          onClick={() => {
            notifications.hide(id);
            // It reports its own failure.
            onUndo().catch(() => undefined);
          }}
        >
          {undo}
        </Button>
      </Group>
    ),
  });
  return () => notifications.hide(id);
}
