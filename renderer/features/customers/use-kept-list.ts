import { useEffect, useEffectEvent, useState } from 'react';
import { z } from 'zod';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { readArrangement } from './list-arrangement.ts';
import { arrangementOf, isUntouched, type ListView, updateListView } from './list-view.ts';

const KEY = 'draft customer-list';
/** Milliseconds of rest before the place is kept. */
const REST = 400;

const place = z.object({
  viewId: z.string().max(60),
  arrangement: z.unknown(),
  collapsed: z.array(z.string().max(60)).max(500).catch([]),
  active: z.int().min(0).catch(0),
  offset: z.number().min(0).catch(0),
  lines: z.int().min(0).catch(0),
});

/**
 * Keeps where somebody is in the list over a restart: view, columns, order and the line, on this device alone. What was
 * searched for is not kept. False until it is known where that was.
 */
export function useKeptList(view: ListView): boolean {
  const replica = useReplica();
  const [ready, setReady] = useState(() => !isUntouched(view));
  const { ownerId } = view;
  const restore = useEffectEvent((value: unknown) => {
    const kept = place.safeParse(value);
    if (!kept.success) return;
    const { arrangement, ...rest } = kept.data;
    updateListView(ownerId, { ...readArrangement(arrangement).arrangement, ...rest });
  });

  useEffect(() => {
    if (ready) return;
    let over = false;
    replica.readDraft(KEY).then(
      (value) => {
        if (over) return;
        restore(value);
        setReady(true);
      },
      // Without it the list begins at its top.
      () => !over && setReady(true),
    );
    return () => {
      over = true;
    };
  }, [replica, ready]);

  const { viewId, collapsed, active, offset, lines } = view;
  const kept = JSON.stringify({ viewId, arrangement: arrangementOf(view), collapsed, active, offset, lines });
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => {
      replica.writeDraft(KEY, JSON.parse(kept)).catch(() => undefined);
    }, REST);
    return () => clearTimeout(timer);
  }, [replica, ready, kept]);
  return ready;
}
