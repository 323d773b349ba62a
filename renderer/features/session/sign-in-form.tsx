import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowBigUpLine } from '@tabler/icons-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#renderer/replica/api.ts';
import styles from './sign-in.module.css';
import { SignInProblem } from './sign-in-problem.tsx';
import { useCapsLock } from './use-caps-lock.ts';
import { useSignIn } from './use-sign-in.ts';

interface Props {
  known: readonly string[];
  username: string;
  onSignedIn: (session: Session) => void;
}

export function SignInForm({ known, username: first, onSignedIn }: Props) {
  const { t } = useTranslation('session');
  const [username, setUsername] = useState(first);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'username' | 'password' | null>(null);
  const knownId = useId();
  const usernameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const capsLock = useCapsLock();
  const { busy, problem, wait, signIn } = useSignIn(onSignedIn);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait > 0) return;
    const name = username.trim();
    const lacking = name === '' ? 'username' : password === '' ? 'password' : null;
    setMissing(lacking);
    if (lacking) {
      (lacking === 'username' ? usernameInput : passwordInput).current?.focus();
      return;
    }
    if (await signIn({ username: name, password })) return;
    setPassword('');
    passwordInput.current?.focus();
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        ref={usernameInput}
        size="sm"
        label={t('username')}
        placeholder={t('usernamePlaceholder')}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        list={knownId}
        maxLength={40}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={first === ''}
        error={missing === 'username' && t('required.username')}
      />
      <datalist id={knownId}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <PasswordInput
        ref={passwordInput}
        size="sm"
        label={t('password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        maxLength={200}
        autoComplete="current-password"
        autoFocus={first !== ''}
        error={missing === 'password' && t('required.password')}
        {...capsLock.handlers}
      />
      {capsLock.on && (
        <div className={styles.hint} role="status">
          <IconArrowBigUpLine size={14} aria-hidden />
          {t('capsLock')}
        </div>
      )}
      {problem && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} stroke={1.7} />} role="alert">
          <SignInProblem code={problem} wait={wait} />
        </Alert>
      )}
      <Button type="submit" size="sm" loading={busy} disabled={wait > 0} aria-label={t('submit')}>
        {t(busy ? 'submitting' : 'submit')}
      </Button>
    </form>
  );
}
