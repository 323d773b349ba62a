import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api.ts';

/** Why the sign-in failed and what to do, with the seconds to wait where the server asked for them. */
export function SignInProblem({ code, wait }: { code: ReplicaErrorCode; wait: number }) {
  const { t } = useTranslation(['errors', 'session']);
  const sentence = t(`errors:code.${code}`);
  if (wait <= 0) return sentence;
  return (
    <>
      {/* Read out once: a countdown in an alert would be announced every second. */}
      <VisuallyHidden>{sentence}</VisuallyHidden>
      <span aria-hidden>{t('session:wait', { count: wait })}</span>
    </>
  );
}
