import { PasswordInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordFault, SHORTEST_PASSWORD } from '#shared/access/password-rules.ts';
import { GateStep, type StepState } from './gate-step.tsx';
import styles from './sign-in.module.css';

interface Props extends StepState {
  /** The one-time password. */
  before: string;
  onPassword: (password: string) => void;
}

/** A password of one's own in place of the one that somebody gave out. */
export function ChangeStep({ before, onPassword, ...step }: Props) {
  const { t } = useTranslation('session');
  const { username } = step;
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const fault = passwordFault(password, { username, before });
  const different = password !== again;

  const submit = () => {
    setAsked(true);
    if (fault !== undefined) first.current?.focus();
    else if (different) second.current?.focus();
    else onPassword(password);
  };
  const shared = { size: 'sm', maxLength: 200, autoComplete: 'new-password' } as const;
  return (
    <GateStep
      {...step}
      submit={t('change.submit')}
      hint={t('change.hint', { count: SHORTEST_PASSWORD })}
      onSubmit={submit}
    >
      <p className={styles.branchesTitle}>{t('change.title', { username })}</p>
      <PasswordInput
        {...shared}
        ref={first}
        label={t('change.first')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoFocus
        error={asked && fault !== undefined && t(`change.fault.${fault}`, { count: SHORTEST_PASSWORD })}
      />
      <PasswordInput
        {...shared}
        ref={second}
        label={t('change.again')}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={asked && fault === undefined && different && t('change.different')}
      />
    </GateStep>
  );
}
