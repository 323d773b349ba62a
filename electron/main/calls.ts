import { z } from 'zod';
import { ipc } from '#shared/ipc/channels.ts';
import {
  type HostInfo,
  type HostLanguage,
  hostLanguage,
  JOURNAL_BATCH,
  notice,
  secretName,
} from '#shared/ipc/desktop-api.ts';
import { type SomePolicies, somePolicies } from '#shared/policy/definitions.ts';
import { keptAnswer, sealedCopy } from '#shared/protocol/device.ts';
import { handlerFor, type InvokeRegistry } from './handle.ts';
import type { Journal } from './journal/journal.ts';
import type { Notices } from './notices.ts';
import type { ProviderDesk } from './provider/provider-desk.ts';
import type { SecretStore } from './secrets.ts';
import type { RunningUpdates } from './update/start-updates.ts';

/** A sealed secret is a key or a token: a page that sends more is not the client. */
const secretValue = z.string().max(64_000);

/** More than any device has waiting: one call removes what one answer of the server settles. */
const mutationIds = z.array(z.uuid()).max(10_000);

const sealedCopies = z.array(sealedCopy).min(1).max(JOURNAL_BATCH);

/** As long as an address that the sync server makes. */
const providerUrl = z.url().max(500);

const badgeCount = z.int().min(0).max(9999);

export interface Calls {
  info: HostInfo;
  /** Resolves once the key store has answered; asking it may show a dialog of the system. */
  secrets: Promise<SecretStore>;
  /** Sealed copies of unsent edits. A journal that could not be opened refuses every call: nothing counts as saved. */
  journal: Promise<Journal>;
  /** Resolves with the file's path, `null` when the user chose none. */
  printToPdf: () => Promise<string | null>;
  setLanguage: (language: HostLanguage) => Promise<void>;
  keepServerPolicy: (policies: SomePolicies) => Promise<void>;
  notices: Notices;
  provider: ProviderDesk;
  updates: Promise<Pick<RunningUpdates, 'state' | 'install' | 'tellPending'>>;
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
  handle(ipc.appendJournal, z.tuple([sealedCopy]), async (copy) => (await calls.journal).append([copy]));
  handle(ipc.appendJournalBatch, z.tuple([sealedCopies]), async (copies) =>
    (await calls.journal).append(copies),
  );
  handle(ipc.readJournal, z.tuple([]), async () => (await calls.journal).read());
  handle(ipc.answerInJournal, z.tuple([mutationIds, keptAnswer]), async (ids, answered) =>
    (await calls.journal).answer(ids, answered),
  );
  handle(ipc.removeFromJournal, z.tuple([mutationIds]), async (ids) => (await calls.journal).remove(ids));
  handle(ipc.printToPdf, z.tuple([]), calls.printToPdf);
  handle(ipc.setLanguage, z.tuple([hostLanguage]), calls.setLanguage);
  handle(ipc.keepServerPolicy, z.tuple([somePolicies]), calls.keepServerPolicy);
  handle(ipc.openAnswerPlace, z.tuple([]), calls.provider.open);
  handle(ipc.askProvider, z.tuple([providerUrl]), calls.provider.ask);
  handle(ipc.leaveProvider, z.tuple([]), calls.provider.leave);
  handle(ipc.updateState, z.tuple([]), async () => (await calls.updates).state());
  handle(ipc.installUpdate, z.tuple([]), async () => (await calls.updates).install());
  handle(ipc.tellPending, z.tuple([mutationIds]), async (ids) => (await calls.updates).tellPending(ids));
  handle(ipc.notify, z.tuple([notice]), async (shown) => calls.notices.show(shown));
  handle(ipc.noticeState, z.tuple([]), async () => calls.notices.state());
  handle(ipc.setBadge, z.tuple([badgeCount]), async (count) => calls.notices.setBadge(count));
}
