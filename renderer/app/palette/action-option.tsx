import { useTranslation } from 'react-i18next';
import { resources } from '#renderer/i18n/resources.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Action } from '#renderer/ui/actions.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { Option, type OptionProps } from './option.tsx';
import styles from './palette.module.css';

export function ActionOption({ action, ...option }: OptionProps & { action: Action }) {
  const { t } = useTranslation('commands');
  const words = resources[useLanguage()];
  const keys = action.shown ?? action.shortcut;
  return (
    <Option {...option}>
      <span className={styles.name}>{action.label(words)}</span>
      <span className={styles.number}>{t(`group.${action.group}`)}</span>
      <span className={styles.keys}>{keys !== undefined && <KeyHint shortcut={keys} decorative />}</span>
    </Option>
  );
}
