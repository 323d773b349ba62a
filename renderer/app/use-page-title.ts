import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatches } from 'react-router';
import type { Texts } from '#renderer/i18n/resources.ts';

/** What a route says of itself: which word names its screen in the window's title. */
export interface RouteTitle {
  title: Exclude<keyof Texts['app']['nav'], 'label'>;
}

/** Names the window after the screen, never after a customer: titles end up in task bars and screen shares. */
export function usePageTitle(): void {
  const { t } = useTranslation('app');
  const handle = useMatches().at(-1)?.handle;
  const page = isRouteTitle(handle) ? t(`nav.${handle.title}`) : undefined;
  useEffect(() => {
    document.title = page === undefined ? t('product') : `${page} · ${t('product')}`;
  }, [page, t]);
}

function isRouteTitle(handle: unknown): handle is RouteTitle {
  return typeof handle === 'object' && handle !== null && 'title' in handle;
}
