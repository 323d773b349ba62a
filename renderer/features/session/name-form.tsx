import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KnownPeople } from './known-people.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './sign-in.module.css';

interface Props {
  known: readonly string[];
  /** At the beginning; where a name is there already, the password has the focus. */
  focusName: boolean;
  username: string;
  password: string;
  passwordLabel: string;
  busy: boolean;
  /** Another attempt makes no sense yet. */
  waiting: boolean;
  problem: ReactNode;
  onUsername: (username: string) => void;
  onPassword: (password: string) => void;
  /** Resolves when the attempt is over; the password is asked for again then. */
  onSubmit: () => Promise<void>;
  /** Other ways to sign in. */
  after?: ReactNode;
}

/** Name and password. */
export function NameForm({ known, focusName, username, password, busy, waiting, ...props }: Props) {
  const { t } = useTranslation('session');
  const [missing, setMissing] = useState<'username' | 'password' | null>(null);
  const knownId = useId();
  const usernameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || waiting) return;
    const lacking = username.trim() === '' ? 'username' : password === '' ? 'password' : null;
    setMissing(lacking);
    if (lacking) {
      (lacking === 'username' ? usernameInput : passwordInput).current?.focus();
      return;
    }
    await props.onSubmit();
    passwordInput.current?.focus();
  };

  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {known.length > 1 && (
        <KnownPeople
          usernames={known}
          chosen={username}
          onChoose={(name) => {
            props.onUsername(name);
            passwordInput.current?.focus();
          }}
        />
      )}
      <TextInput
        ref={usernameInput}
        size="sm"
        label={t('username')}
        placeholder={t('usernamePlaceholder')}
        value={username}
        onChange={(event) => props.onUsername(event.currentTarget.value)}
        list={knownId}
        maxLength={40}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={focusName}
        error={missing === 'username' && t('required.username')}
      />
      <datalist id={knownId}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <PasswordField
        inputRef={passwordInput}
        label={props.passwordLabel}
        value={password}
        onChange={props.onPassword}
        autoFocus={username !== ''}
        error={missing === 'password' && t('required.password')}
      />
      {props.problem}
      <Button type="submit" size="sm" loading={busy} disabled={waiting} aria-label={t('submit')}>
        {t(busy ? 'submitting' : 'submit')}
      </Button>
      {props.after}
    </form>
  );
}
