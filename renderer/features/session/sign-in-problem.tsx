import { useTranslation } from 'react-i18next';
import type { ReplicaErrorCode } from '#renderer/replica/api.ts';

/** Why the sign-in failed and what to do, with the seconds to wait where the server asked for them. */
export function SignInProblem({ code, wait }: { code: ReplicaErrorCode; wait: number }) {
  const { t } = useTranslation(['errors', 'session']);
  return (
    <>
      {t(`errors:code.${code}`)} {wait > 0 && t('session:wait', { count: wait })}
    </>
  );
}
