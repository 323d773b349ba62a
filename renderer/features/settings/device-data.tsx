import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { syncWordsOf } from '#renderer/app/sync-words.ts';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useCustomers } from '#renderer/ui/use-customers.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { abilityOf } from '#shared/access/ability.ts';
import { type Fact, Facts } from './facts.tsx';

const NOTHING = { from: 0, count: 1 };

/** What this device holds and how current it is. */
export function DeviceData() {
  const { t } = useTranslation(['settings', 'app']);
  const format = useFormat();
  const status = useSyncStatus();
  const { info } = useHost();
  const persisted = usePersisted();
  const usage = useUsage(status.lastSyncAt);
  const holdsFiles = abilityOf(useUser().role).can('read', 'customers');
  const facts: Fact[] = [
    { name: t('settings:data.connection'), value: t(`app:sync.${syncWordsOf(status).key}`) },
    {
      name: t('settings:data.lastSync'),
      value: status.lastSyncAt ? format.dateTime(status.lastSyncAt) : t('app:sync.never'),
    },
    { name: t('settings:data.unsent'), value: format.number(status.unsent) },
    {
      name: t('settings:data.complete'),
      value: t(status.complete ? 'settings:data.completeYes' : 'settings:data.completeNo'),
    },
    { name: t('settings:data.customers'), value: holdsFiles ? <CustomerCount /> : t('settings:data.none') },
    { name: t('settings:data.kept'), value: t('settings:data.encrypted') },
  ];
  if (usage !== undefined) facts.push({ name: t('settings:data.size'), value: format.bytes(usage) });
  if (status.offlineUntil !== undefined) {
    facts.push({ name: t('settings:data.offlineUntil'), value: format.dateTime(status.offlineUntil) });
  }
  if (info.host === 'browser' && persisted !== undefined) {
    facts.push({
      name: t('settings:data.persisted'),
      value: t(persisted ? 'settings:data.persistedYes' : 'settings:data.persistedNo'),
    });
  }
  return <Facts facts={facts} />;
}

function CustomerCount() {
  const format = useFormat();
  const { total, loading } = useCustomers({ sort: 'name', descending: false }, NOTHING);
  return loading ? '…' : format.number(total);
}

/** Bytes that this origin takes on the disk, as the browser estimates them; asked again after each sync. */
function useUsage(asOf: string | undefined): number | undefined {
  const [usage, setUsage] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sync is what changes the size.
  useEffect(() => {
    navigator.storage?.estimate().then(
      (estimate) => setUsage(estimate.usage),
      () => undefined,
    );
  }, [asOf]);
  return usage;
}

function usePersisted(): boolean | undefined {
  const [persisted, setPersisted] = useState<boolean>();
  useEffect(() => {
    navigator.storage?.persisted().then(setPersisted, () => undefined);
  }, []);
  return persisted;
}
