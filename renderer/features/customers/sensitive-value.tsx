import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFile } from './file-context.tsx';
import styles from './file-header.module.css';
import { maskIdNumber, maskPhone } from './mask.ts';

interface Props {
  value: string;
  as: 'id' | 'phone';
  /** By what the asking is recorded: a field of the customer, or of another document of the file. */
  field: string;
}

/** An ID or phone number, masked until somebody asks for it: the mask is what one presses. */
export function SensitiveValue({ value, as, field }: Props) {
  const { t } = useTranslation('file');
  const { unmasking } = useFile();
  if (unmasking.isShown(field)) return <span className="num">{value}</span>;
  const masked = as === 'id' ? maskIdNumber(value) : maskPhone(value);
  if (!unmasking.allowed) return <span className="num">{masked}</span>;
  return (
    <UnstyledButton
      className={styles.masked}
      title={t('unmask.hint')}
      aria-label={t('unmask.label', { masked })}
      onClick={() => unmasking.show([field])}
    >
      {masked}
    </UnstyledButton>
  );
}
