import { Loader } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useMatch } from 'react-router';
import { HelpPanel } from '#renderer/features/help/public.tsx';
import { OutboxDrawer } from '#renderer/features/outbox/public.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './frame.module.css';
import { Navigation } from './navigation.tsx';
import { Notes } from './notes.tsx';
import { PageFailure } from './page-failure.tsx';
import { Palette } from './palette/palette.tsx';
import { noteRecent } from './palette/recent.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { SyncIndicator } from './sync-indicator.tsx';
import { useFrameActions } from './use-frame-actions.ts';
import { useFrameCommands } from './use-frame-commands.ts';
import { usePageTitle } from './use-page-title.ts';
import { useRouteFocus } from './use-route-focus.ts';
import { UserMenu } from './user-menu.tsx';

/** Navigation on the left, search and state on top, the screen in the rest. */
export function Frame() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const searchInput = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLElement>(null);
  const [outboxOpen, setOutboxOpen] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const beforeHelp = useRef<Element | null>(null);
  const user = useUser();
  const openFile = useMatch('/customers/:customerId')?.params.customerId;

  const showHelp = () => {
    if (!helpOpen) beforeHelp.current = document.activeElement;
    setHelpOpen(!helpOpen);
  };
  const closeHelp = () => {
    setHelpOpen(false);
    if (beforeHelp.current instanceof HTMLElement && beforeHelp.current.isConnected) {
      beforeHelp.current.focus({ preventScroll: true });
    } else content.current?.focus({ preventScroll: true });
  };
  usePageTitle();
  useRouteFocus(content, searchInput, pathname);
  useFrameCommands({
    focusPalette: () => searchInput.current?.select(),
    showUnsent: () => setOutboxOpen(true),
    askSignOut: () => setLeaving(true),
    showHelp: helpOpen ? closeHelp : showHelp,
    showShortcuts: () => setKeysOpen(true),
  });
  useFrameActions();
  useShortcut('/', () => searchInput.current?.select(), 'frame');
  useEffect(() => {
    if (openFile !== undefined) noteRecent(user.id, 'customers', openFile);
  }, [openFile, user.id]);

  return (
    <div className={styles.frame} data-help={helpOpen || undefined}>
      <a className={styles.skip} href="#content">
        {t('skipToContent')}
      </a>
      <Navigation />
      <header className={styles.bar}>
        <Palette pathname={pathname} inputRef={searchInput} />
        <div className={styles.barEnd}>
          <SyncIndicator onOpen={() => setOutboxOpen(true)} />
          <UserMenu />
        </div>
      </header>
      <Notes />
      <main className={styles.content} id="content" ref={content} tabIndex={-1}>
        <ErrorBoundary key={pathname} fallback={() => <PageFailure />}>
          <Suspense fallback={<Loader m="lg" size="sm" role="status" aria-label={t('state.loading')} />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      {helpOpen && (
        <Suspense>
          <HelpPanel pathname={pathname} onClose={closeHelp} />
        </Suspense>
      )}
      <ShortcutSheet opened={keysOpen} onClose={() => setKeysOpen(false)} />
      <OutboxDrawer opened={outboxOpen} onClose={() => setOutboxOpen(false)} />
      <SignOutDialog opened={leaving} onClose={() => setLeaving(false)} />
    </div>
  );
}
