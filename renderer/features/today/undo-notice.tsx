import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

interface Done {
  message: string;
  undo: string;
  onUndo: () => Promise<void>;
}

/** Reports what was done and offers to take it back while the notice stands. */
export function showDone({ message, undo, onUndo }: Done): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text>{message}</Text>
        <Button
          variant="subtle"
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
}
