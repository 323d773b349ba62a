import { type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { theme } from '#renderer/ui/theme.ts';

/** The theme with names, in the language of the screen, for the close buttons that the library draws itself. */
export function useTheme(): MantineThemeOverride {
  const { t } = useTranslation('app');
  const close = t('action.close');
  return useMemo(() => {
    const closable = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
    return mergeThemeOverrides(theme, {
      components: { Notification: closable, Modal: closable, Drawer: closable },
    });
  }, [close]);
}
