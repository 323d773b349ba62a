import { useState } from 'react';
import { ReplicaError, type ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import type { ProviderSignInInput, Session, SignInInput } from '#renderer/replica/api/session.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import type { BranchRef } from '#shared/protocol/auth.ts';
import { rememberBranch } from './last-branch.ts';
import { useAttempt } from './use-attempt.ts';

export type Step = 'start' | 'branch' | 'change' | 'code' | 'passphrase' | 'choice';

/** With what somebody begins to sign in: what they typed, or what came back from the provider. */
export type Shown =
  | Pick<SignInInput, 'username' | 'password'>
  | Pick<ProviderSignInInput, 'ticket' | 'verifier'>;

type More = Pick<SignInInput, 'branchId' | 'newPassword' | 'code'> &
  Pick<ProviderSignInInput, 'passphrase' | 'newPassphrase'>;

/** What is asked for once it is known who it is. */
const stepOf: Partial<Record<ReplicaErrorCode, Step>> = {
  branch_choice: 'branch',
  password_change: 'change',
  code_required: 'code',
  code_invalid: 'code',
  passphrase_choice: 'choice',
  passphrase_required: 'passphrase',
};

/** What is good once or may be wrong: the next attempt brings another. */
const once = ['code', 'passphrase', 'newPassphrase'] as const;

/** Signing in, with the steps that the server and this device ask for on the way. */
export function useSignIn(onSignedIn: (session: Session) => void, onRestart: () => void) {
  const replica = useReplica();
  const [step, setStep] = useState<Step>('start');
  const [shown, setShown] = useState<Shown>();
  const [branches, setBranches] = useState<readonly BranchRef[]>([]);
  const [name, setName] = useState('');
  // Each answer that asks for more is answered with all that was said before.
  const [said, setSaid] = useState<More>({});
  const attempt = useAttempt(async (input: Shown & More) => {
    try {
      const session = 'ticket' in input ? await replica.signInByProvider(input) : await replica.signIn(input);
      if (input.branchId !== undefined) rememberBranch(session.user.username, input.branchId);
      return session;
    } catch (error) {
      if (error instanceof ReplicaError && error.branches !== undefined) setBranches(error.branches);
      if (error instanceof ReplicaError && error.username !== undefined) setName(error.username);
      throw error;
    }
  }, onSignedIn);

  /** Resolves with why it went no further; `null` when it did, or when something more was asked for. */
  async function go(by: Shown, more: More): Promise<ReplicaErrorCode | null> {
    const next = { ...said, ...more };
    const code = await attempt.submit({ ...by, ...next });
    if (code === null) return null;
    const asked = stepOf[code];
    if (asked !== undefined) {
      setSaid(Object.fromEntries(Object.entries(next).filter(([key]) => !once.some((one) => one === key))));
      setStep(asked);
      return null;
    }
    const judgedHere = step === 'passphrase' || step === 'choice';
    const isOver = code === 'provider_again' || (code === 'credentials_invalid' && !judgedHere);
    if (isOver || step === 'start') restart();
    return code;
  }

  function restart() {
    setStep('start');
    setSaid({});
    onRestart();
    if (shown !== undefined && 'ticket' in shown) replica.leaveProvider().catch(() => undefined);
  }

  return {
    ...attempt,
    step,
    branches,
    name,
    /** Whether {@link attempt.problem} is told by the step itself. */
    silent:
      attempt.problem === null ||
      (attempt.problem !== 'code_invalid' && stepOf[attempt.problem] !== undefined),
    begin(by: Shown) {
      setShown(by);
      setSaid({});
      setName('username' in by ? by.username : '');
      return go(by, {});
    },
    say: async (more: More) => (shown === undefined ? null : await go(shown, more)),
    choosePassphrase() {
      attempt.forget();
      setStep('choice');
    },
    restart,
  };
}
