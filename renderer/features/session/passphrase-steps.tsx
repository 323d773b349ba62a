import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTEST_PASSWORD } from '#shared/access/password-rules.ts';
import { GateStep, type StepState } from './gate-step.tsx';
import { NewSecretStep } from './new-secret-step.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './sign-in.module.css';

interface PassphraseProps extends StepState {
  onPassphrase: (passphrase: string) => Promise<void>;
  onForgotten: () => void;
}

/** The passphrase with which this device keeps what it has for somebody who signed in elsewhere. */
export function PassphraseStep({ onPassphrase, onForgotten, ...step }: PassphraseProps) {
  const { t } = useTranslation('session');
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The step comes after a window of its own has closed: the field does not get the focus by being new.
  useEffect(() => input.current?.focus(), []);

  const submit = async () => {
    setMissing(typed === '');
    if (typed !== '') {
      await onPassphrase(typed);
      setTyped('');
    }
    input.current?.focus();
  };
  return (
    <GateStep
      {...step}
      back={t('passphrase.back')}
      submit={t('passphrase.submit')}
      hint={t('passphrase.hint')}
      onSubmit={() => void submit()}
    >
      <p className={styles.branchesTitle}>{t('passphrase.title', { username: step.username })}</p>
      <PasswordField
        inputRef={input}
        label={t('passphrase.label')}
        value={typed}
        onChange={setTyped}
        autoFocus
        error={missing && t('passphrase.required')}
      />
      <UnstyledButton className={styles.forgotten ?? ''} onClick={onForgotten}>
        {t('passphrase.forgotten')}
      </UnstyledButton>
    </GateStep>
  );
}

interface ChoiceProps extends StepState {
  /** There was one, which is forgotten. */
  anew: boolean;
  onPassphrase: (passphrase: string) => void;
}

/** A passphrase for this device, at the first sign-in here or in place of a forgotten one. */
export function PassphraseChoice({ anew, onPassphrase, ...step }: ChoiceProps) {
  const { t } = useTranslation('session');
  const texts = {
    title: t('passphrase.chooseTitle', { username: step.username }),
    hint: t(anew ? 'passphrase.anewHint' : 'passphrase.chooseHint', { count: SHORTEST_PASSWORD }),
    first: t('passphrase.first'),
    again: t('passphrase.again'),
    submit: t('passphrase.choose'),
  };
  return (
    <NewSecretStep {...step} back={t('passphrase.back')} texts={texts} before="" onSecret={onPassphrase} />
  );
}
