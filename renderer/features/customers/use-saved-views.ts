import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { useReplica, useUser } from '#renderer/ui/replica-context.tsx';
import { showDone } from '#renderer/ui/undo-notice.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { fieldValues } from '#shared/model/mutation.ts';
import type { SavedView } from '#shared/model/personal.ts';
import type { ListArrangement } from './list-arrangement.ts';

export interface SavedViews {
  /** By name. Empty while they are being read. */
  readonly views: readonly SavedView[];
  readonly loading: boolean;
  /** Resolves to the id of the new view; `null` when it could not be made durable, which the person was told. */
  create(name: string, arrangement: ListArrangement): Promise<string | null>;
  update(view: SavedView, arrangement: ListArrangement): Promise<boolean>;
  rename(view: SavedView, name: string): Promise<boolean>;
  /** `onUndone` is told when it was taken back. */
  remove(view: SavedView, onUndone: () => void): Promise<boolean>;
  /** Takes the last removal back. */
  undo(): void;
}

/** The views that this user saved. A view is never deleted, only taken off: another device may be showing it. */
export function useSavedViews(): SavedViews {
  const replica = useReplica();
  const { id: ownerId } = useUser();
  const { t } = useTranslation(['portfolio', 'app', 'errors']);
  const { documents, loading } = useLiveQuery<'personal'>({
    collection: 'personal',
    selector: { kind: 'view' },
    limit: 500,
  });
  const last = useRef<(() => void) | null>(null);
  // Shown at once: a view that was just saved must not look like one that is gone.
  const [created, setCreated] = useState<SavedView>();
  const known = documents.some(({ id }) => id === created?.id)
    ? documents
    : [...documents, ...(created ? [created] : [])];
  const views = known
    .filter((one): one is SavedView => one.kind === 'view' && one.removed !== true)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'));

  async function save(edit: Pick<EditInput, 'documentId' | 'next'>): Promise<string | null> {
    try {
      const about = { collection: 'personal', intent: 'personal.view' } as const;
      return (await replica.edit({ ...about, ...edit })).documentId;
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('app:saveState.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
        autoClose: false,
      });
      return null;
    }
  }
  const change = async ({ id }: SavedView, next: EditInput['next'], message: string) => {
    const saved = (await save({ documentId: id, next })) !== null;
    if (saved) notifications.show({ message, autoClose: 3000 });
    return saved;
  };
  const contentOf = (arrangement: ListArrangement) => fieldValues.parse(arrangement);

  return {
    views,
    loading,
    async create(name, arrangement) {
      const value = contentOf(arrangement);
      const id = await save({ next: { ownerId, kind: 'view', list: 'customers', name, value } });
      if (id === null) return null;
      setCreated({ id, ownerId, kind: 'view', list: 'customers', name, value });
      notifications.show({ message: t('portfolio:view.saved', { name }), autoClose: 3000 });
      return id;
    },
    update: (view, arrangement) =>
      change(view, { value: contentOf(arrangement) }, t('portfolio:view.saved', { name: view.name })),
    rename: (view, name) => change(view, { name }, t('portfolio:view.renamed', { name })),
    async remove(view, onUndone) {
      const { id, name } = view;
      if ((await save({ documentId: id, next: { removed: true } })) === null) return false;
      const undo = async () => {
        last.current = null;
        hide();
        if ((await save({ documentId: id, next: { removed: null } })) === null) return;
        notifications.show({ message: t('portfolio:view.restored', { name }), autoClose: 3000 });
        onUndone();
      };
      const hide = showDone({
        message: t('portfolio:view.removed', { name }),
        undo: t('portfolio:view.undo'),
        onUndo: undo,
      });
      last.current = () => void undo();
      return true;
    },
    undo: () => last.current?.(),
  };
}
