import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, SignInInput } from '#renderer/replica/api.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { AttemptProblem } from './attempt-problem.tsx';
import { KnownPeople } from './known-people.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './sign-in.module.css';
import { useAttempt } from './use-attempt.ts';

interface Props {
  known: readonly string[];
  username: string;
  onSignedIn: (session: Session) => void;
}

export function SignInForm({ known, username: first, onSignedIn }: Props) {
  const { t } = useTranslation(['session', 'errors']);
  const replica = useReplica();
  const [username, setUsername] = useState(first);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'username' | 'password' | null>(null);
  const knownId = useId();
  const usernameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const { busy, problem, wait, submit } = useAttempt(
    (input: SignInInput) => replica.signIn(input),
    onSignedIn,
  );

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait > 0) return;
    const name = username.trim();
    const lacking = name === '' ? 'username' : password === '' ? 'password' : null;
    setMissing(lacking);
    if (lacking) {
      (lacking === 'username' ? usernameInput : passwordInput).current?.focus();
      return;
    }
    if ((await submit({ username: name, password })) === null) return;
    setPassword('');
    passwordInput.current?.focus();
  };

  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {known.length > 1 && (
        <KnownPeople
          usernames={known}
          chosen={username}
          onChoose={(name) => {
            setUsername(name);
            passwordInput.current?.focus();
          }}
        />
      )}
      <TextInput
        ref={usernameInput}
        size="sm"
        label={t('session:username')}
        placeholder={t('session:usernamePlaceholder')}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        list={knownId}
        maxLength={40}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={first === ''}
        error={missing === 'username' && t('session:required.username')}
      />
      <datalist id={knownId}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <PasswordField
        inputRef={passwordInput}
        value={password}
        onChange={setPassword}
        autoFocus={first !== ''}
        error={missing === 'password' && t('session:required.password')}
      />
      {problem && <AttemptProblem sentence={t(`errors:code.${problem}`)} wait={wait} />}
      <Button type="submit" size="sm" loading={busy} disabled={wait > 0} aria-label={t('session:submit')}>
        {t(busy ? 'session:submitting' : 'session:submit')}
      </Button>
    </form>
  );
}
