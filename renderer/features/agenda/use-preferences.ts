import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { Preferences } from '#shared/model/personal.ts';

export type OwnPreferences = Pick<Preferences, 'leadDays' | 'notify'>;

/** What the user set for themselves, on any of their devices. */
export function usePreferences(): {
  preferences: OwnPreferences;
  loading: boolean;
  /** `null` clears a field. Rejects with `ReplicaError`. */
  change(next: FieldValues): Promise<void>;
} {
  const replica = useReplica();
  const { id } = useUser();
  const { documents, loading } = useLiveQuery<'personal'>({
    collection: 'personal',
    selector: { kind: 'preferences' },
    limit: 1,
  });
  const [stored] = documents;
  const preferences = stored?.kind === 'preferences' ? stored : {};
  return {
    preferences,
    loading,
    async change(next) {
      const about = { collection: 'personal', intent: 'personal.preferences' } as const;
      const given = Object.entries(next).filter(([, value]) => value !== null);
      const create = { kind: 'preferences', ownerId: id, ...Object.fromEntries(given) };
      const made = await replica.edit({ ...about, newDocumentId: id, next: create });
      if (made.mutationId === '') await replica.edit({ ...about, documentId: id, next });
    },
  };
}
