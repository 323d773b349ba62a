import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ReplicaError,
  type ReplicaErrorCode,
  type Session,
  type SignInInput,
} from '#renderer/replica/api.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import type { BranchRef } from '#shared/protocol/auth.ts';
import { AttemptProblem } from './attempt-problem.tsx';
import { BranchChoice } from './branch-choice.tsx';
import { ChangeStep } from './change-step.tsx';
import { CodeStep } from './code-step.tsx';
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

type Step = 'password' | 'branch' | 'change' | 'code';
type More = Pick<SignInInput, 'branchId' | 'newPassword' | 'code'>;

/** What the server asks for once the password is right. */
const stepOf: Partial<Record<ReplicaErrorCode, Step>> = {
  branch_choice: 'branch',
  password_change: 'change',
  code_required: 'code',
  code_invalid: 'code',
};

export function SignInForm({ known, username: first, onSignedIn }: Props) {
  const { t } = useTranslation(['session', 'errors']);
  const replica = useReplica();
  const [username, setUsername] = useState(first);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'username' | 'password' | null>(null);
  const [branches, setBranches] = useState<readonly BranchRef[]>([]);
  const [step, setStep] = useState<Step>('password');
  // Each answer that asks for more is answered with all that was said before.
  const [said, setSaid] = useState<More>({});
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
    await go({});
  };

  const go = async (more: More) => {
    const name = username.trim();
    const next = { ...said, ...more };
    const code = await submit({ username: name, password, ...next });
    if (code === null && next.branchId !== undefined) rememberBranch(name, next.branchId);
    const asked = code === null ? undefined : stepOf[code];
    if (asked !== undefined) {
      // A code is good once: the next attempt needs another.
      const { code: _, ...kept } = next;
      setSaid(kept);
      setStep(asked);
    } else if (code === 'credentials_invalid' || (code !== null && step === 'password')) askAgain();
  };

  function askAgain() {
    setStep('password');
    setSaid({});
    setPassword('');
    passwordInput.current?.focus();
  }

  const silent = problem === null || (problem !== 'code_invalid' && stepOf[problem] !== undefined);
  const told = !silent && (
    <AttemptProblem sentence={t(`errors:code.${problem}`)} wait={wait} fingerprint={fingerprint} />
  );
  const state = { username: username.trim(), busy, waiting: wait > 0, problem: told, onBack: askAgain };
  if (step === 'branch') {
    return <BranchChoice {...state} branches={branches} onChoose={(branchId) => void go({ branchId })} />;
  }
  if (step === 'change') {
    return <ChangeStep {...state} before={password} onPassword={(newPassword) => void go({ newPassword })} />;
  }
  if (step === 'code') return <CodeStep {...state} onCode={(code) => go({ code })} />;

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
