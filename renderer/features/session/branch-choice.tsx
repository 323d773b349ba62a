import { IconBuildingBank } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { BranchRef } from '#shared/protocol/auth.ts';
import { GateStep, type StepState } from './gate-step.tsx';
import { lastBranch } from './last-branch.ts';
import styles from './sign-in.module.css';

interface Props extends StepState {
  branches: readonly BranchRef[];
  onChoose: (branchId: string) => void;
}

/** Where somebody of several branches works today. The last one is chosen already: Enter goes on, arrows change it. */
export function BranchChoice({ branches, onChoose, ...step }: Props) {
  const { t } = useTranslation('session');
  const english = useLanguage() === 'en';
  const group = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const { username } = step;
  const [chosen, setChosen] = useState(() => {
    const last = lastBranch(username);
    return (branches.find(({ id }) => id === last) ?? branches[0])?.id ?? '';
  });
  useEffect(() => list.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);

  return (
    <GateStep {...step} submit={t('branch.submit')} hint={t('branch.hint')} onSubmit={() => onChoose(chosen)}>
      <fieldset className={styles.branches} ref={list}>
        <legend className={styles.branchesTitle}>
          {username === '' ? t('branch.titleUnnamed') : t('branch.title', { username })}
        </legend>
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
    </GateStep>
  );
}
