import { Button } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '#renderer/app/commands.ts';
import { ShortcutGroups } from '#renderer/app/shortcut-sheet.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import styles from './settings.module.css';

/** The keys that are the same everywhere; those of a screen are on the sheet that is opened there. */
export function ShortcutList() {
  const { t } = useTranslation('settings');
  return (
    <>
      <ShortcutGroups groups={['add', 'go', 'work', 'session', 'help']} />
      <div className={styles.foot}>
        <Button
          variant="default"
          leftSection={<IconKeyboard size={14} />}
          rightSection={<KeyHint shortcut="?" decorative />}
          onClick={() => runCommand('show-shortcuts')}
        >
          {t('keys.sheet')}
        </Button>
        {t('keys.sheetHint')}
      </div>
    </>
  );
}
