import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { sameJson } from '#shared/merge/three-way.ts';
import type { SavedView } from '#shared/model/personal.ts';
import { type BuiltInId, builtInViews, isBuiltIn } from './built-in-views.ts';
import { readArrangement } from './list-arrangement.ts';
import { arrangementOf, type ListView, showView, updateListView } from './list-view.ts';
import { type SavedViews, useSavedViews } from './use-saved-views.ts';

export interface Views {
  readonly saved: SavedViews;
  readonly name: string;
  /** The saved view that is shown; absent for a built-in one. */
  readonly own: SavedView | undefined;
  /** The list is not as the view was saved. */
  readonly changed: boolean;
  show(id: string): void;
  nameOf(id: BuiltInId): string;
}

/** The view that the list shows, and the others. */
export function useViews(view: ListView): Views {
  const { t } = useTranslation('portfolio');
  const saved = useSavedViews();
  const { ownerId, viewId } = view;
  const own = saved.views.find(({ id }) => id === viewId);
  const nameOf = (id: BuiltInId) => t(`view.named.${id}`);
  const saidAs = own === undefined ? undefined : readArrangement(own.value).arrangement;
  const asSaved = saidAs ?? builtInViews[isBuiltIn(viewId) ? viewId : 'all'];
  const known = isBuiltIn(viewId) || own !== undefined;

  // Removed on another device, or by hand: what is on the screen stays, under the name of what everybody has.
  const onGone = useEffectEvent(() => {
    updateListView(ownerId, { viewId: 'all' });
    notifications.show({ message: t('view.gone') });
  });
  const gone = !saved.loading && !known;
  useEffect(() => {
    if (gone) onGone();
  }, [gone]);

  return {
    saved,
    own,
    name: own?.name ?? nameOf(isBuiltIn(viewId) ? viewId : 'all'),
    changed: known && !sameJson(arrangementOf(view), asSaved),
    show(id) {
      if (isBuiltIn(id)) return showView(ownerId, id, builtInViews[id]);
      const chosen = saved.views.find((one) => one.id === id);
      if (chosen === undefined) return;
      const { arrangement, partial } = readArrangement(chosen.value);
      showView(ownerId, id, arrangement);
      if (partial)
        notifications.show({
          color: 'yellow',
          message: t('view.partial', { name: chosen.name }),
          autoClose: 10_000,
        });
    },
    nameOf,
  };
}
