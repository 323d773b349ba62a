import { type ReactNode, useEffect, useMemo } from 'react';
import { forceLanguage } from '#renderer/i18n/setup.ts';
import { PolicyContextProvider } from '#renderer/ui/policy-context.tsx';
import { useHost } from './host-context.tsx';
import { policiesOf, serverPoliciesOf } from './policies-of.ts';
import { useSession } from './session-context.tsx';

/** Puts what is decided for this session in force, and lets the desktop keep what of it counts before a sign-in. */
export function PolicyProvider({ children }: { children: ReactNode }) {
  const { desktop, info } = useHost();
  const { policy } = useSession().session;
  const policies = useMemo(() => policiesOf(info, policy), [info, policy]);
  const { language, exports } = policies.effective;
  const forced = language?.locked === true ? language.value : undefined;
  useEffect(() => {
    void forceLanguage(forced);
  }, [forced]);
  // A browser prints whatever is on the screen, whoever asks it to: then there is nothing on the sheet.
  useEffect(() => {
    document.documentElement.dataset.exports = exports?.value ?? '';
  }, [exports]);
  useEffect(() => {
    // A desktop that cannot keep it hears it again at the next sign-in.
    desktop.keepServerPolicy(serverPoliciesOf(policy)).catch(() => undefined);
  }, [desktop, policy]);
  return <PolicyContextProvider policies={policies}>{children}</PolicyContextProvider>;
}
