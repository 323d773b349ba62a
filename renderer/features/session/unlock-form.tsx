import { Button } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#renderer/replica/api/session.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { AttemptProblem } from './attempt-problem.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './sign-in.module.css';
import { useAttempt } from './use-attempt.ts';

interface Props {
  username: string;
  /** What unlocks is the passphrase of this device. */
  byProvider: boolean;
  onUnlocked: (session: Session) => void;
  /** There is nothing to unlock any more. */
  onGone: () => void;
}

export function UnlockForm({ username, byProvider, onUnlocked, onGone }: Props) {
  const { t } = useTranslation(['session', 'errors']);
  const replica = useReplica();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { busy, problem, wait, submit } = useAttempt((tried: string) => replica.unlock(tried), onUnlocked);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait > 0) return;
    setMissing(password === '');
    if (password === '') {
      input.current?.focus();
      return;
    }
    const code = await submit(password);
    if (code === null) return;
    if (code === 'not_signed_in') {
      onGone();
      return;
    }
    setPassword('');
    input.current?.focus();
  };

  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {/* For password managers, which fill in by the name beside the password. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordField
        inputRef={input}
        {...(byProvider && { label: t('session:passphrase.label') })}
        value={password}
        onChange={setPassword}
        autoFocus
        error={missing && t(byProvider ? 'session:passphrase.required' : 'session:required.password')}
      />
      {problem && (
        <AttemptProblem
          wait={wait}
          sentence={
            problem === 'credentials_invalid'
              ? t(byProvider ? 'session:passphrase.wrong' : 'session:lock.wrong')
              : t(`errors:code.${problem}`)
          }
        />
      )}
      <Button
        type="submit"
        size="sm"
        loading={busy}
        disabled={wait > 0}
        aria-label={t('session:lock.submit')}
      >
        {t(busy ? 'session:lock.submitting' : 'session:lock.submit')}
      </Button>
    </form>
  );
}
