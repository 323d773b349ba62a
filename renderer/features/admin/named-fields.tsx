import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './admin.module.css';

interface Props {
  labels: { name: string; nameEn: string };
  value: { name: string; nameEn: string };
  onChange: (change: { name?: string; nameEn?: string }) => void;
  max: number;
  /** What is missing is marked. */
  asked: boolean;
  autoFocus?: boolean;
}

/** A name in both languages: everything that IT enters has both, so that no screen mixes them. */
export function NamedFields({ labels, value, onChange, max, asked, autoFocus = false }: Props) {
  const { t } = useTranslation('organisation');
  const missing = (text: string) => asked && text.trim() === '' && t('missing');
  return (
    <div className={styles.pair}>
      <TextInput
        label={labels.name}
        required
        {...(autoFocus && { 'data-autofocus': true })}
        maxLength={max}
        value={value.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={missing(value.name)}
      />
      <TextInput
        label={labels.nameEn}
        required
        maxLength={max}
        value={value.nameEn}
        onChange={(event) => onChange({ nameEn: event.currentTarget.value })}
        error={missing(value.nameEn)}
      />
    </div>
  );
}
