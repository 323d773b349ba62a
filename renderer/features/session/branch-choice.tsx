import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconBuildingBank } from '@tabler/icons-react';
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { BranchRef } from '#shared/protocol/auth.ts';
import { lastBranch } from './last-branch.ts';
import styles from './sign-in.module.css';

interface Props {
  username: string;
  branches: readonly BranchRef[];
  busy: boolean;
  waiting: boolean;
  problem: ReactNode;
  onChoose: (branchId: string) => void;
  onBack: () => void;
}

/** Where somebody of several branches works today. The last one is chosen already: Enter goes on, arrows change it. */
export function BranchChoice({ username, branches, busy, waiting, problem, onChoose, onBack }: Props) {
  const { t } = useTranslation('session');
  const english = useLanguage() === 'en';
  const group = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const [chosen, setChosen] = useState(() => {
    const last = lastBranch(username);
    return (branches.find(({ id }) => id === last) ?? branches[0])?.id ?? '';
  });
  useEffect(() => list.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !waiting) onChoose(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The lock's own Escape would leave the sign-in altogether.
    event.stopPropagation();
    onBack();
  };

  return (
    <form className={styles.form} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <fieldset className={styles.branches} ref={list}>
        <legend className={styles.branchesTitle}>{t('branch.title', { username })}</legend>
        {branches.map(({ id, name, nameEn }) => (
          <label key={id} className={styles.branch} data-chosen={id === chosen || undefined}>
            <input
              type="radio"
              name={group}
              value={id}
              checked={id === chosen}
              onChange={() => setChosen(id)}
            />
            <IconBuildingBank size={16} stroke={1.6} aria-hidden />
            {english ? nameEn : name}
          </label>
        ))}
      </fieldset>
      <p className={styles.branchHint}>{t('branch.hint')}</p>
      {problem}
      <Button type="submit" size="sm" loading={busy} disabled={waiting} aria-label={t('branch.submit')}>
        {t(busy ? 'submitting' : 'branch.submit')}
      </Button>
      <UnstyledButton className={styles.back ?? ''} onClick={onBack}>
        <IconArrowLeft size={14} stroke={1.7} aria-hidden />
        {t('branch.back')} (Esc)
      </UnstyledButton>
    </form>
  );
}
