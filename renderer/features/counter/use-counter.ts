import { useRef, useState } from 'react';
import { typedNumber } from '#renderer/features/walk-in/public.tsx';
import type { SearchHit } from '#renderer/replica/api/customer-list.ts';
import type { ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import type { Offer } from '#shared/domain/offer.ts';
import { namesOne, readScan, type Scanned } from '#shared/domain/scan.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import { findExactly } from './find-exactly.ts';
import type { OfferResponse } from './log-draft.ts';
import type { Read } from './use-reader.ts';

/** What the teller is in the middle of, beside looking at a file. */
export type Activity =
  | { readonly kind: 'find' }
  | {
      readonly kind: 'log';
      readonly answer?: { readonly offer: Offer; readonly response: OfferResponse };
      readonly corrects?: ContactLog;
    }
  /** A number that is on no file here: looked up in the whole bank, or noted for later. */
  | { readonly kind: 'lookUp' | 'unattached'; readonly typed: string };

interface Desk {
  readonly served: string | null;
  readonly activity: Activity;
}

export interface Notice {
  readonly kind: 'nobody' | 'misread' | 'several' | 'failed';
  readonly scanned: Scanned;
  readonly code?: ReplicaErrorCode;
}

const ready: Desk = { served: null, activity: { kind: 'find' } };
const SEARCHED = 8;

export type Counter = ReturnType<typeof useCounter>;

/** The one customer at the counter, and what is being done for them. Outlives a lock. */
export function useCounter() {
  const replica = useReplica();
  const offline = useSyncStatus().connection === 'offline';
  const mayLookUp = abilityOf(useUser().role).can('read', 'walkIns');
  const [desk, setDesk] = useKeptState<Desk>('counter desk', ready);
  const [typed, setTyped] = useState('');
  const [looking, setLooking] = useState<Scanned | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  /** Called before the customer at the counter changes, by whoever writes about them. */
  const leaving = useRef<((since?: number) => void) | null>(null);
  // Only the latest Enter opens something: the answer to an older one is nobody's any more.
  const turn = useRef(0);

  const type = (text: string) => {
    setTyped(text);
    setNotice(null);
  };
  const settle = () => {
    turn.current += 1;
    setLooking(null);
    setNotice(null);
    setTyped('');
  };
  const open = (customerId: string) => {
    leaving.current?.();
    settle();
    setDesk({ served: customerId, activity: { kind: 'find' } });
  };
  const next = () => {
    leaving.current?.();
    settle();
    setDesk(ready);
  };
  const begin = (activity: Activity) => {
    const stranger = activity.kind === 'lookUp' || activity.kind === 'unattached';
    if (stranger) leaving.current?.();
    settle();
    setDesk((before) => ({ served: stranger ? null : before.served, activity }));
  };
  const correct = (log: ContactLog) => {
    leaving.current?.();
    settle();
    setDesk({ served: log.customerId, activity: { kind: 'log', corrects: log } });
  };

  /** Nobody here has it: a whole number goes on to the bank or to the list of what waits. */
  const nobody = (scanned: Scanned) => {
    const number = mayLookUp ? typedNumber(scanned.value) : null;
    if (number === null || scanned.kind === 'misread') {
      setTyped(scanned.value);
      setNotice({ kind: scanned.kind === 'misread' ? 'misread' : 'nobody', scanned });
    } else begin({ kind: offline ? 'unattached' : 'lookUp', typed: scanned.value });
  };

  const run = async (scanned: Scanned, find: () => Promise<readonly string[]>) => {
    turn.current += 1;
    const mine = turn.current;
    setLooking(scanned);
    setNotice(null);
    let failed: ReplicaErrorCode | undefined;
    const found = await find().catch((error: unknown) => {
      failed = errorCodeOf(error);
      return [];
    });
    if (mine !== turn.current) return;
    setLooking(null);
    const [first, second] = found;
    if (failed !== undefined) setNotice({ kind: 'failed', scanned, code: failed });
    else if (first === undefined) nobody(scanned);
    else if (second === undefined) open(first);
    else {
      setTyped(scanned.value);
      setNotice({ kind: 'several', scanned });
    }
  };

  /** A reader has read a number, whatever is on the screen: its file and no other. */
  const read = ({ scanned, since }: Read) => {
    // What it wrote into a note on the way is no note.
    leaving.current?.(since);
    setTyped('');
    void run(scanned, () => findExactly(replica, scanned));
  };

  /**
   * Enter in the field. `shown` is the hit that is marked in the list of this very text; without it the list of an older
   * text is on the screen, and the answer to this one is waited for.
   */
  const submit = (text: string, shown: SearchHit | undefined, chosen: boolean) => {
    const scanned = readScan(text);
    if (text.trim() === '') return;
    if (shown !== undefined && (chosen || !namesOne(scanned))) open(shown.row.id);
    else
      void run(scanned, async () => {
        if (namesOne(scanned) || scanned.kind === 'misread') {
          const exact = await findExactly(replica, scanned);
          if (exact.length > 0 || scanned.kind !== 'customerNo') return exact;
        }
        // The best hit, not all of them: who typed a name and Enter means the first.
        return (await replica.search(text.trim(), SEARCHED)).slice(0, 1).map(({ row }) => row.id);
      });
  };

  return {
    served: desk.served,
    activity: desk.activity,
    typed,
    looking,
    notice,
    offline,
    mayLookUp,
    type,
    open,
    next,
    begin,
    correct,
    leaving,
    read,
    submit,
  };
}
