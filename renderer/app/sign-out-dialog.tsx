import { Anchor, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ShiftFigures } from '#renderer/features/shift/public.tsx';
import { useKeep } from '#renderer/ui/keep-context.ts';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import { useSession } from './session-context.tsx';

/** Before a session ends: what was done in it, what becomes of the data here, of unsent edits and of what is being typed. */
export function SignOutDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Modal opened={opened} onClose={onClose} size="md" title={t('signOut.title')}>
      <Leaving onClose={onClose} />
    </Modal>
  );
}

function Leaving({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['app', 'shift']);
  const { session, leave } = useSession();
  const { unsent } = useSyncStatus();
  const typed = useKeep().hasTyped();
  const [erase, setErase] = useState(false);
  const works = abilityOf(session.user.role).can('create', 'contactLogs');
  const mayKeep = session.policy.signOut === 'keep';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        leave({ erase });
      }}
    >
      <Stack gap="sm">
        {works && (
          <div>
            <Group justify="space-between" mb={6}>
              <Text fw={600}>{t('shift:summary')}</Text>
              <Anchor component={Link} to="/shift" size="sm" onClick={onClose}>
                {t('shift:open')}
              </Anchor>
            </Group>
            <ShiftFigures onLeave={onClose} />
          </div>
        )}
        {typed && <Text fw={600}>{t('signOut.typed')}</Text>}
        {unsent > 0 && <Text>{t('signOut.unsent', { count: unsent })}</Text>}
        <Text>{t(mayKeep ? 'signOut.kept' : 'signOut.erased')}</Text>
        {mayKeep && (
          <Checkbox
            size="xs"
            label={t('signOut.erase')}
            checked={erase}
            onChange={(event) => setErase(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" data-autofocus color={erase ? 'red' : 'teal'}>
            {t(erase ? 'signOut.confirmErase' : 'action.signOut')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
