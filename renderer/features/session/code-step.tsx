import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GateStep, type StepState } from './gate-step.tsx';
import styles from './sign-in.module.css';

interface Props extends StepState {
  onCode: (code: string) => Promise<void>;
}

/** The code of the second factor: six digits, or a recovery code. */
export function CodeStep({ onCode, ...step }: Props) {
  const { t } = useTranslation('session');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const submit = async () => {
    const typed = code.trim();
    setMissing(typed.length < 6);
    if (typed.length >= 6) {
      await onCode(typed);
      // Each is good once, so that none is worth keeping.
      setCode('');
    }
    input.current?.focus();
  };
  return (
    <GateStep {...step} submit={t('code.submit')} hint={t('code.hint')} onSubmit={() => void submit()}>
      <p className={styles.branchesTitle}>
        {step.username === '' ? t('code.titleUnnamed') : t('code.title', { username: step.username })}
      </p>
      <TextInput
        ref={input}
        size="sm"
        label={t('code.label')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        maxLength={24}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        error={missing && t('code.missing')}
      />
    </GateStep>
  );
}
