import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import {
  type ChangeDecision,
  type ChangeResult,
  changeResult,
  type ParkedDecision,
  type ParkedResult,
  parkedResult,
} from '#shared/protocol/parked.ts';

export interface ServerDecision {
  readonly busy: boolean;
  decideParked(id: string, decision: ParkedDecision): Promise<void>;
  decideRequest(id: string, decision: ChangeDecision): Promise<void>;
}

/**
 * Gives a decision to the server, which carries it out once, and says what came of it: somebody else may have decided
 * first, or the bank's value may have changed since it was shown. Either way the list is asked for again.
 */
export function useServerDecision(reload: () => void): ServerDecision {
  const { t } = useTranslation(['inbox', 'errors']);
  const replica = useReplica();
  const format = useFormat();
  const { id: self } = useUser();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const give = async (path: string, body: unknown, tell: (answer: unknown) => void) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      tell(await replica.fetchOnline(path, body));
    } catch (error) {
      const code = errorCodeOf(error);
      const message = t(code === 'not_found' ? 'inbox:waiting.gone' : `errors:code.${code}`);
      notifications.show({ color: 'red', title: t('inbox:waiting.notDecided'), message, autoClose: false });
    } finally {
      running.current = false;
      setBusy(false);
      reload();
    }
  };
  const tellDecided = (result: ChangeResult | ParkedResult, asked: string) => {
    const { decision, decidedBy, decidedAt } = result;
    if (decision === undefined) {
      const message = t('inbox:waiting.movedOn');
      notifications.show({
        color: 'yellow',
        title: t('inbox:waiting.notDecided'),
        message,
        autoClose: false,
      });
    } else if (decision !== asked || (decidedBy !== undefined && decidedBy.id !== self)) {
      const time = decidedAt === undefined ? '' : format.dateTime(decidedAt);
      notifications.show({
        message: t(`inbox:waiting.already.${decision}`, { name: decidedBy?.name ?? '', time }),
      });
    } else notifications.show({ message: t(`inbox:waiting.done.${decision}`) });
  };

  return {
    busy,
    decideParked: (id, decision) =>
      give(`/parked/${id}`, decision, (answer) => tellDecided(parkedResult.parse(answer), decision.decision)),
    decideRequest: (id, decision) =>
      give(`/change-requests/${id}`, decision, (answer) =>
        tellDecided(changeResult.parse(answer), decision.decision),
      ),
  };
}
