import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './sign-in.module.css';

/** What a step of the sign-in after the password is given to show. */
export interface StepState {
  username: string;
  busy: boolean;
  /** Another attempt makes no sense yet. */
  waiting: boolean;
  problem: ReactNode;
  onBack: () => void;
}

interface Props extends StepState {
  submit: string;
  hint: string;
  /** Where Escape goes: to the password, unless it is said otherwise. */
  back?: string;
  onSubmit: () => void;
  children: ReactNode;
}

/** One more thing to say after the password; Escape goes back to it. */
export function GateStep({ busy, waiting, problem, submit, hint, back, onSubmit, onBack, children }: Props) {
  const { t } = useTranslation('session');
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !waiting) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The lock's own Escape would leave the sign-in altogether.
    event.stopPropagation();
    onBack();
  };
  return (
    <form className={styles.form} onSubmit={onForm} onKeyDown={onKeyDown} noValidate>
      {children}
      <p className={styles.branchHint}>{hint}</p>
      {problem}
      <Button type="submit" size="sm" loading={busy} disabled={waiting} aria-label={submit}>
        {busy ? t('submitting') : submit}
      </Button>
      <UnstyledButton className={styles.back ?? ''} onClick={onBack}>
        <IconArrowLeft size={14} stroke={1.7} aria-hidden />
        {back ?? t('branch.back')} (Esc)
      </UnstyledButton>
    </form>
  );
}
