import { useTranslation } from 'react-i18next';
import { SHORTEST_PASSWORD } from '#shared/access/password-rules.ts';
import type { StepState } from './gate-step.tsx';
import { NewSecretStep } from './new-secret-step.tsx';

interface Props extends StepState {
  /** The one-time password. */
  before: string;
  onPassword: (password: string) => void;
}

/** A password of one's own in place of the one that somebody gave out. */
export function ChangeStep({ onPassword, ...step }: Props) {
  const { t } = useTranslation('session');
  const texts = {
    title: t('change.title', { username: step.username }),
    hint: t('change.hint', { count: SHORTEST_PASSWORD }),
    first: t('change.first'),
    again: t('change.again'),
    submit: t('change.submit'),
  };
  return <NewSecretStep {...step} texts={texts} onSecret={onPassword} />;
}
