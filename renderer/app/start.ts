import i18next from 'i18next';
import { forceLanguage } from '#renderer/i18n/setup.ts';
import type { Replica } from '#renderer/replica/api/replica.ts';
import { startReplica } from '#renderer/replica/client.ts';
import type { DesktopApi, HostInfo } from '#shared/ipc/desktop-api.ts';
import { resolvePolicies } from '#shared/policy/resolve.ts';
import { runCommand } from './commands.ts';
import { resolveDesktop } from './desktop.ts';
import { registerServiceWorker } from './service-worker.ts';

export interface Started {
  desktop: DesktopApi;
  info: HostInfo;
  replica: Replica;
}

/** All that comes before the first screen. Rejects with `ReplicaError` when this device's data cannot be opened. */
export async function startClient(): Promise<Started> {
  const desktop = resolveDesktop();
  const info = await desktop.info();
  const { language } = resolvePolicies(info.policies.layers);
  if (language?.locked === true) await forceLanguage(language.value);
  const replica = await startReplica(desktop);

  desktop.onCommand((command) => runCommand(command));
  desktop.onNoticeClick(() => runCommand('go-today'));
  const tellHost = (language: string) => {
    // The host's menus follow when they can; a host that cannot is no reason to stop.
    desktop.setLanguage(language === 'en' ? 'en' : 'zh-CN').catch(() => undefined);
  };
  i18next.on('languageChanged', tellHost);
  tellHost(i18next.language);
  if (info.host === 'browser' && import.meta.env.PROD) registerServiceWorker();
  return { desktop, info, replica };
}
