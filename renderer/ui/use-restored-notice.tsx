import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface RestoredNotice {
  /** `discard` empties the form again. */
  show(discard: () => void): void;
  hide(): void;
}

/** Says that a form holds what was typed before, and offers to empty it; one notice for one form. */
export function useRestoredNotice(): RestoredNotice {
  const { t } = useTranslation('app');
  return useMemo(() => {
    let id: string | undefined;
    const hide = () => {
      if (id !== undefined) notifications.hide(id);
      id = undefined;
    };
    return {
      hide,
      show(discard) {
        id = notifications.show({
          message: (
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Text>{t('draft.restored')}</Text>
              <Button
                variant="subtle"
                onClick={() => {
                  hide();
                  discard();
                }}
              >
                {t('draft.discard')}
              </Button>
            </Group>
          ),
        });
      },
    };
  }, [t]);
}
