import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { runCommand, useCommand } from './commands.ts';
import { useSession } from './session-context.tsx';
import { shortcuts } from './shortcuts.ts';

/** What the menu and the keys do wherever one is. A page that knows better takes a command over. */
export function useFrameCommands(
  focusSearch: () => void,
  showUnsent: () => void,
  askSignOut: () => void,
): void {
  const navigate = useNavigate();
  const replica = useReplica();
  const { lock } = useSession();
  const { t } = useTranslation('app');

  const needsCustomer = () => {
    notifications.show({ title: t('command.needsCustomer'), message: t('command.needsCustomerHint') });
    focusSearch();
  };

  useCommand('go-today', () => navigate('/today'));
  useCommand('go-customers', () => navigate('/customers'));
  useCommand('go-inbox', () => navigate('/inbox'));
  useCommand('go-settings', () => navigate('/settings'));
  useCommand('find-customer', focusSearch);
  useCommand('show-unsent', showUnsent);
  useCommand('lock', lock);
  useCommand('sign-out', askSignOut);
  useCommand('add-contact-log', needsCustomer);
  useCommand('add-task', needsCustomer);
  useCommand('sync-now', () => {
    // What came of it shows in the sync indicator.
    replica.syncNow().catch(() => undefined);
  });

  useShortcut('/', focusSearch);
  useShortcut(shortcuts['find-customer'].browser, () => runCommand('find-customer'));
  useShortcut(shortcuts['go-today'].browser, () => runCommand('go-today'));
  useShortcut(shortcuts['go-customers'].browser, () => runCommand('go-customers'));
  useShortcut(shortcuts['go-inbox'].browser, () => runCommand('go-inbox'));
  useShortcut(shortcuts['go-settings'].browser, () => runCommand('go-settings'));
  useShortcut(shortcuts['add-contact-log'].browser, () => runCommand('add-contact-log'));
  useShortcut(shortcuts['add-task'].browser, () => runCommand('add-task'));
  useShortcut(shortcuts['show-unsent'].browser, () => runCommand('show-unsent'));
  useShortcut(shortcuts['sync-now'].browser, () => runCommand('sync-now'));
  useShortcut(shortcuts.lock.browser, () => runCommand('lock'));
  useShortcut(shortcuts['sign-out'].browser, () => runCommand('sign-out'));
}
