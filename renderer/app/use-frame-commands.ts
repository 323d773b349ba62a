import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useMatch, useNavigate } from 'react-router';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useCommand } from './commands.ts';
import { useSession } from './session-context.tsx';

export interface FrameCommands {
  focusPalette: () => void;
  showUnsent: () => void;
  askSignOut: () => void;
  showHelp: () => void;
  showShortcuts: () => void;
}

/** What the menu and the keys do wherever one is. A page that knows better takes a command over. */
export function useFrameCommands(frame: FrameCommands): void {
  const navigate = useNavigate();
  const replica = useReplica();
  const { lock } = useSession();
  const { t } = useTranslation('app');
  const openFile = useMatch('/customers/:customerId')?.params.customerId;

  const needsCustomer = () => {
    notifications.show({ title: t('command.needsCustomer'), message: t('command.needsCustomerHint') });
    frame.focusPalette();
  };

  useCommand('go-today', () => navigate('/today'), 'frame');
  useCommand('go-customers', () => navigate('/customers'), 'frame');
  useCommand('go-inbox', () => navigate('/inbox'), 'frame');
  useCommand('go-settings', () => navigate('/settings'), 'frame');
  useCommand('find-customer', frame.focusPalette, 'frame');
  useCommand('show-unsent', frame.showUnsent, 'frame');
  useCommand('lock', lock, 'frame');
  useCommand('sign-out', frame.askSignOut, 'frame');
  useCommand('add-contact-log', needsCustomer, 'frame');
  useCommand('add-task', needsCustomer, 'frame');
  useCommand(
    'print',
    () => (openFile === undefined ? needsCustomer() : void navigate(`/customers/${openFile}/summary`)),
    'frame',
  );
  useCommand('show-help', frame.showHelp, 'frame');
  useCommand('show-shortcuts', frame.showShortcuts, 'frame');
  useCommand(
    'sync-now',
    () => {
      // What came of it shows in the sync indicator.
      replica.syncNow().catch(() => undefined);
    },
    'frame',
  );
}
