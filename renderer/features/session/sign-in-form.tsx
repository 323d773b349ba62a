import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReplicaError, type Session, type SignInInput } from '#renderer/replica/api.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import type { BranchRef } from '#shared/protocol/auth.ts';
import { AttemptProblem } from './attempt-problem.tsx';
import { BranchChoice } from './branch-choice.tsx';
import { KnownPeople } from './known-people.tsx';
import { rememberBranch } from './last-branch.ts';
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
  const [branches, setBranches] = useState<readonly BranchRef[] | null>(null);
  const knownId = useId();
  const usernameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const { busy, problem, fingerprint, wait, submit } = useAttempt(async (input: SignInInput) => {
    try {
      return await replica.signIn(input);
    } catch (error) {
      if (error instanceof ReplicaError && error.branches !== undefined) setBranches(error.branches);
      throw error;
    }
  }, onSignedIn);

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
    const code = await submit({ username: name, password });
    if (code !== null && code !== 'branch_choice') askAgain();
  };

  function askAgain() {
    setBranches(null);
    setPassword('');
    passwordInput.current?.focus();
  }

  const onChoose = async (branchId: string) => {
    const name = username.trim();
    const code = await submit({ username: name, password, branchId });
    if (code === null) rememberBranch(name, branchId);
    else if (code === 'credentials_invalid') askAgain();
  };

  const told = problem !== null && problem !== 'branch_choice' && (
    <AttemptProblem sentence={t(`errors:code.${problem}`)} wait={wait} fingerprint={fingerprint} />
  );
  if (branches !== null) {
    return (
      <BranchChoice
        username={username.trim()}
        branches={branches}
        busy={busy}
        waiting={wait > 0}
        problem={told}
        onChoose={onChoose}
        onBack={askAgain}
      />
    );
  }

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
        autoFocus={username !== ''}
        error={missing === 'password' && t('session:required.password')}
      />
      {told}
      <Button type="submit" size="sm" loading={busy} disabled={wait > 0} aria-label={t('session:submit')}>
        {t(busy ? 'session:submitting' : 'session:submit')}
      </Button>
    </form>
  );
}
