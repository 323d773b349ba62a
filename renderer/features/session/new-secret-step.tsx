import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { passwordFault, SHORTEST_PASSWORD } from '#shared/access/password-rules.ts';
import { GateStep, type StepState } from './gate-step.tsx';
import styles from './sign-in.module.css';

interface Props extends StepState {
  texts: Record<'title' | 'hint' | 'first' | 'again' | 'submit', string>;
  /** What it takes the place of; empty where there was nothing. */
  before: string;
  /** Where Escape goes, where it is not the password. */
  back?: string;
  onSecret: (secret: string) => void;
}

/** Something to sign in with that one chooses oneself, typed twice. */
export function NewSecretStep({ texts, before, onSecret, ...step }: Props) {
  const { t } = useTranslation('session');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const fault = passwordFault(secret, { username: step.username, before });
  const different = secret !== again;

  const submit = () => {
    setAsked(true);
    if (fault !== undefined) first.current?.focus();
    else if (different) second.current?.focus();
    else onSecret(secret);
  };
  const shared = { size: 'sm', maxLength: 200, autoComplete: 'new-password' } as const;
  return (
    <GateStep {...step} submit={texts.submit} hint={texts.hint} onSubmit={submit}>
      <p className={styles.branchesTitle}>{texts.title}</p>
      <SecretInput
        {...shared}
        ref={first}
        label={texts.first}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        autoFocus
        error={asked && fault !== undefined && t(`change.fault.${fault}`, { count: SHORTEST_PASSWORD })}
      />
      <SecretInput
        {...shared}
        ref={second}
        label={texts.again}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={asked && fault === undefined && different && t('change.different')}
      />
    </GateStep>
  );
}
