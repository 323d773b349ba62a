import { IconArrowBigUpLine } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import styles from './sign-in.module.css';
import { useCapsLock } from './use-caps-lock.ts';

interface Props {
  inputRef: RefObject<HTMLInputElement | null>;
  /** `Password`, unless it is something else. */
  label?: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus: boolean;
  error: ReactNode;
}

/** A password, with a word when Caps Lock is on. */
export function PasswordField({ inputRef, label, value, onChange, autoFocus, error }: Props) {
  const { t } = useTranslation('session');
  const capsLock = useCapsLock();
  return (
    <>
      <SecretInput
        ref={inputRef}
        size="sm"
        label={label ?? t('password')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        maxLength={200}
        autoComplete="current-password"
        autoFocus={autoFocus}
        error={error}
        {...capsLock.handlers}
      />
      {capsLock.on && (
        <div className={styles.hint} role="status">
          <IconArrowBigUpLine size={14} aria-hidden />
          {t('capsLock')}
        </div>
      )}
    </>
  );
}
