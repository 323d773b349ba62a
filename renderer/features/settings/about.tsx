import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { Facts } from './facts.tsx';
import { useUpdateText } from './use-update-text.ts';

export function About() {
  const { t } = useTranslation('settings');
  const { info } = useHost();
  const { server = info.serverUrl } = useSyncStatus();
  const update = useUpdateText();
  return (
    <Facts
      facts={[
        { name: t('about.version'), value: info.version },
        { name: t('about.server'), value: server },
        { name: t('about.host'), value: t(`about.${info.host}`) },
        { name: t('about.platform'), value: info.platform },
        // A page in a browser is as new as its server.
        ...(info.host === 'electron' && update !== undefined
          ? [{ name: t('about.updates'), value: update }]
          : []),
      ]}
    />
  );
}
