import { Loader } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { OutboxDrawer } from '#renderer/features/outbox/public.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import { CustomerSearch } from './customer-search.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './frame.module.css';
import { Navigation } from './navigation.tsx';
import { Notes } from './notes.tsx';
import { PageFailure } from './page-failure.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { SyncIndicator } from './sync-indicator.tsx';
import { useFrameCommands } from './use-frame-commands.ts';
import { usePageTitle } from './use-page-title.ts';
import { UserMenu } from './user-menu.tsx';

/** Navigation on the left, search and state on top, the screen in the rest. */
export function Frame() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const searchInput = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLElement>(null);
  const [outboxOpen, setOutboxOpen] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const hasCustomers = abilityOf(useUser().role).can('read', 'customers');

  usePageTitle();
  useFrameCommands(
    () => searchInput.current?.select(),
    () => setOutboxOpen(true),
    () => setLeaving(true),
  );

  // A new screen is read from its start, and Tab goes on inside it; a screen that put the focus itself keeps it.
  useEffect(() => {
    const main = content.current;
    if (pathname && main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
    main?.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t('skipToContent')}
      </a>
      <Navigation />
      <header className={styles.bar}>
        {hasCustomers && <CustomerSearch key={pathname} inputRef={searchInput} />}
        <div className={styles.barEnd}>
          <SyncIndicator onOpen={() => setOutboxOpen(true)} />
          <UserMenu />
        </div>
      </header>
      <Notes />
      <main className={styles.content} id="content" ref={content} tabIndex={-1}>
        <ErrorBoundary key={pathname} fallback={() => <PageFailure />}>
          <Suspense fallback={<Loader m="lg" size="sm" aria-label={t('state.loading')} />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <OutboxDrawer opened={outboxOpen} onClose={() => setOutboxOpen(false)} />
      <SignOutDialog opened={leaving} onClose={() => setLeaving(false)} />
    </div>
  );
}
