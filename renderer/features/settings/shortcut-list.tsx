import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { shortcuts } from '#renderer/app/shortcuts.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import styles from './settings.module.css';

const rows = [
  ['find', 'find-customer'],
  ['today', 'go-today'],
  ['customers', 'go-customers'],
  ['inbox', 'go-inbox'],
  ['contact', 'add-contact-log'],
  ['task', 'add-task'],
  ['unsent', 'show-unsent'],
  ['sync', 'sync-now'],
  ['settings', 'go-settings'],
  ['lock', 'lock'],
  ['signOut', 'sign-out'],
] as const;

export function ShortcutList() {
  const { t } = useTranslation('settings');
  const { host } = useHost().info;
  return (
    <dl className={styles.keys}>
      {rows.flatMap(([text, command]) => [
        <dt key={`${text}-name`}>{t(`keys.${text}`)}</dt>,
        <dd key={text}>
          <KeyHint shortcut={shortcuts[command][host]} />
        </dd>,
      ])}
    </dl>
  );
}
