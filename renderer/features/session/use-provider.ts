import { useEffect, useRef, useState } from 'react';
import { useHost } from '#renderer/app/host-context.tsx';
import { ReplicaError, type ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { base64Of } from '#shared/crypto/base64.ts';
import type { ProviderProblem } from '#shared/protocol/provider.ts';

/** What a sign-in at the provider comes back with, and with what it was begun. */
export interface VouchedFor {
  ticket: string;
  verifier: string;
}

export type AskingFault =
  | { kind: 'provider'; problem: ProviderProblem | 'blocked' }
  | { kind: 'server'; code: ReplicaErrorCode };

/** Sends somebody to the bank's provider, and waits for the answer. */
export function useProvider() {
  const { desktop } = useHost();
  const replica = useReplica();
  const [stage, setStage] = useState<'idle' | 'starting' | 'waiting'>('idle');
  const [fault, setFault] = useState<AskingFault>();
  // Counts up with each beginning and each end: what comes of an older one is nobody's any more.
  const turn = useRef(0);

  useEffect(
    () => () => {
      turn.current += 1;
      desktop.leaveProvider().catch(() => undefined);
    },
    [desktop],
  );

  /** `null`: it came to nothing, and {@link fault} says why, or it was given up. */
  const ask = async (): Promise<VouchedFor | null> => {
    turn.current += 1;
    const mine = turn.current;
    const isMine = () => turn.current === mine;
    setFault(undefined);
    setStage('starting');
    try {
      const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
      const returnTo = await desktop.openAnswerPlace();
      const { url } = await replica.beginProvider({ challenge: await hashOf(verifier), returnTo });
      if (!isMine()) return null;
      setStage('waiting');
      const answer = await desktop.askProvider(url);
      if (!isMine()) return null;
      if (answer !== null && 'ticket' in answer) return { ticket: answer.ticket, verifier };
      setFault({ kind: 'provider', problem: answer?.problem ?? 'expired' });
    } catch (error) {
      if (!isMine()) return null;
      setFault(
        error instanceof ReplicaError
          ? { kind: 'server', code: error.code }
          : { kind: 'provider', problem: 'blocked' },
      );
    } finally {
      if (isMine()) setStage('idle');
    }
    return null;
  };

  const cancel = () => {
    turn.current += 1;
    setStage('idle');
    desktop.leaveProvider().catch(() => undefined);
  };
  return { stage, fault, ask, cancel, forget: () => setFault(undefined) };
}

async function hashOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64Url(new Uint8Array(digest));
}

function base64Url(bytes: Uint8Array<ArrayBuffer>): string {
  return base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
