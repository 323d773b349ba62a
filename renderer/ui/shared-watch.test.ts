import { describe, expect, it, vi } from 'vitest';
import type { Replica } from '#renderer/replica/api/replica.ts';
import { watchShared } from './shared-watch.ts';

const key = JSON.stringify({ collection: 'reference', selector: { kind: 'staff' } });

/** A replica that answers when it is told to, and counts its watches. */
function replicaOf() {
  const watches: { answer: (documents: never[]) => void; fail: (error: Error) => void }[] = [];
  let ended = 0;
  const replica: Pick<Replica, 'watch'> = {
    watch: (_query, answer, fail) => {
      watches.push({ answer: answer as (documents: never[]) => void, fail: fail ?? (() => undefined) });
      return () => {
        ended += 1;
      };
    },
  };
  return { replica, watches, ended: () => ended };
}

describe('a query that several parts of a screen show', () => {
  it('is watched once, and tells whoever comes later what it knows', () => {
    const { replica, watches } = replicaOf();
    const first = vi.fn();
    const second = vi.fn();
    watchShared(replica, key, first, vi.fn());
    watches[0]?.answer([]);
    watchShared(replica, key, second, vi.fn());
    expect(watches).toHaveLength(1);
    expect(second).toHaveBeenCalledWith([]);
    watches[0]?.answer([]);
    expect(first).toHaveBeenCalledTimes(2);
    expect(second).toHaveBeenCalledTimes(2);
  });

  it('ends with its last listener, and keeps nothing for the next', () => {
    const { replica, watches, ended } = replicaOf();
    const stops = [watchShared(replica, key, vi.fn(), vi.fn()), watchShared(replica, key, vi.fn(), vi.fn())];
    watches[0]?.answer([]);
    for (const stop of stops) stop();
    expect(ended()).toBe(1);
    const later = vi.fn();
    watchShared(replica, key, later, vi.fn());
    expect(watches).toHaveLength(2);
    expect(later).not.toHaveBeenCalled();
  });

  it('begins anew after it was ended from the other side', () => {
    const { replica, watches } = replicaOf();
    const failed = vi.fn();
    const stop = watchShared(replica, key, vi.fn(), failed);
    watches[0]?.fail(new Error('locked'));
    expect(failed).toHaveBeenCalledOnce();
    watchShared(replica, key, vi.fn(), vi.fn());
    stop();
    expect(watches).toHaveLength(2);
  });
});
