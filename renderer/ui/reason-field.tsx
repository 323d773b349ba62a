import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  value: string;
  onChange: (reason: string) => void;
  /** It was asked for and is missing. */
  missing: boolean;
  label?: string;
  hint?: string;
  autoFocus?: boolean;
}

/** Why something is done, for the record that keeps it. */
export function ReasonField({ value, onChange, missing, label, hint, autoFocus = false }: Props) {
  const { t } = useTranslation('app');
  return (
    <TextInput
      label={label ?? t('order.reason')}
      {...(hint !== undefined && { placeholder: hint })}
      required
      {...(autoFocus && { 'data-autofocus': true })}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={missing && t('order.reasonMissing')}
    />
  );
}
