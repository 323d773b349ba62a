import { z } from 'zod';
import { ipc } from '#shared/ipc/channels.ts';
import { type HostInfo, type HostLanguage, hostLanguage, secretName } from '#shared/ipc/desktop-api.ts';
import { handlerFor, type InvokeRegistry } from './handle.ts';
import type { SecretStore } from './secrets.ts';

/** A sealed secret is a key or a token: a page that sends more is not the client. */
const secretValue = z.string().max(64_000);

export interface Calls {
  info: HostInfo;
  /** Resolves once the key store has answered; asking it may show a dialog of the system. */
  secrets: Promise<SecretStore>;
  setLanguage: (language: HostLanguage) => Promise<void>;
  onError: (channel: string, error: unknown) => void;
}

/** Everything the page can ask of the main process. */
export function registerCalls(registry: InvokeRegistry, calls: Calls): void {
  const handle = handlerFor(registry, calls.onError);

  handle(ipc.info, z.tuple([]), async () => calls.info);
  handle(ipc.readSecret, z.tuple([secretName]), async (name) => (await calls.secrets).read(name));
  handle(ipc.writeSecret, z.tuple([secretName, secretValue]), async (name, value) =>
    (await calls.secrets).write(name, value),
  );
  handle(ipc.removeSecret, z.tuple([secretName]), async (name) => (await calls.secrets).remove(name));
  handle(ipc.setLanguage, z.tuple([hostLanguage]), calls.setLanguage);
}
