import { z } from 'zod';
import type { SomePolicies } from '../policy/definitions.ts';
import { policyReport } from '../policy/layers.ts';
import type { KeptAnswer, SealedCopy } from '../protocol/device.ts';
import type { ProviderAnswer } from '../protocol/provider.ts';
import type { UpdateState } from '../releases/update-state.ts';

/** Menu items and global shortcuts that the client carries out. */
export const menuCommand = z.enum([
  'sign-out',
  'lock',
  'go-today',
  'go-customers',
  'go-inbox',
  'go-settings',
  'find-customer',
  'add-contact-log',
  'add-task',
  'show-unsent',
  'sync-now',
  'print',
  'show-help',
  'show-shortcuts',
]);
export type MenuCommand = z.infer<typeof menuCommand>;

export const hostLanguage = z.enum(['zh-CN', 'en']);
export type HostLanguage = z.infer<typeof hostLanguage>;

export const hostInfo = z.object({
  host: z.enum(['electron', 'browser']),
  /** The product's version. */
  version: z.string(),
  platform: z.string(),
  /** Where the sync server is: an origin such as `https://crm.bank.example`. */
  serverUrl: z.url(),
  /** Origins of servers to turn to when that one cannot be reached, in their order. */
  standbyUrls: z.array(z.url()),
  /** What machine, bank and user say about this device, without what the server says to who is signed in. */
  policies: policyReport,
});
export type HostInfo = z.infer<typeof hostInfo>;

/** Names under which a sealed secret is kept on this device. */
export const secretName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/);

/** As many copies as one call adds to the journal. */
export const JOURNAL_BATCH = 5000;

/**
 * What the desktop shows outside the window: where others may read it, so never names or amounts. One with the same
 * `tag` takes the place of the one before.
 */
export const notice = z.strictObject({
  title: z.string().min(1).max(80),
  body: z.string().max(200),
  tag: z.string().regex(/^[a-z-]{1,40}$/),
});
export type Notice = z.infer<typeof notice>;

/** Whether notices are shown: `ask` where the person has not been asked yet. */
export const noticeState = z.enum(['on', 'off', 'ask']);
export type NoticeState = z.infer<typeof noticeState>;

/**
 * All that the client may ask of the machine it runs on. Two implementations: the preload script in Electron, and
 * one over the browser's own means, so that every screen runs in both.
 */
export interface DesktopApi {
  info(): Promise<HostInfo>;
  /** Small secrets sealed for this device; `null` when there is none or it can no longer be opened. */
  readSecret(name: string): Promise<string | null>;
  writeSecret(name: string, value: string): Promise<void>;
  removeSecret(name: string): Promise<void>;
  /**
   * The journal of sealed copies of edits. Resolves when the copy survives a power cut; a copy stays until it is
   * removed, whatever becomes of replicas and keys.
   */
  appendJournal(copy: SealedCopy): Promise<void>;
  /** {@link appendJournal} for many, at most {@link JOURNAL_BATCH}: one wait for the disk for all. */
  appendJournalBatch(copies: readonly SealedCopy[]): Promise<void>;
  /** In the order in which they were added. */
  readJournal(): Promise<SealedCopy[]>;
  /** Notes that edits were answered; their copies stay. Ids that are not there are passed over. */
  answerInJournal(mutationIds: string[], answered: KeptAnswer): Promise<void>;
  removeFromJournal(mutationIds: string[]): Promise<void>;
  /**
   * Saves what the page prints as a PDF where the user chooses; `null` when nowhere. In a browser its own print dialog
   * opens, which offers the same. The proposed name of the file holds no customer.
   */
  printToPdf(): Promise<string | null>;
  /** Tells the host the language of the screens, so that menus follow. */
  setLanguage(language: HostLanguage): Promise<void>;
  /**
   * Keeps what the server has decided for this device, for what the desktop does before anybody signs in. Counts from
   * the next start.
   */
  keepServerPolicy(policies: SomePolicies): Promise<void>;
  /** Shows a notice of the system. Does nothing where notices are off. */
  notify(notice: Notice): Promise<void>;
  noticeState(): Promise<NoticeState>;
  /** Asks the person for leave to show notices. Only from a click: browsers refuse it otherwise. */
  allowNotices(): Promise<NoticeState>;
  /** A number on the icon of the program, 0 for none. Where the system has no such place it is nowhere. */
  setBadge(count: number): Promise<void>;
  /**
   * Opens a place on this machine to which the bank's provider sends its answer; resolves with its address. There is one
   * at a time, and it hears one answer.
   */
  openAnswerPlace(): Promise<string>;
  /**
   * Opens an address of the sync server in a browser, in which somebody signs in at the provider. Resolves with the
   * answer, or with `null` after {@link leaveProvider} and when it took too long. Rejects where no browser opens.
   */
  askProvider(url: string): Promise<ProviderAnswer | null>;
  leaveProvider(): Promise<void>;
  /** How the update of the program itself goes; a page in a browser has none (`unsupported`). */
  updateState(): Promise<UpdateState>;
  /** Calls back when that changes; returns how to stop it. */
  onUpdateState(listener: (state: UpdateState) => void): () => void;
  /**
   * Restarts into an update that is ready, now. Resolves with false when it is not done; {@link updateState} says why.
   */
  installUpdate(): Promise<boolean>;
  /**
   * The edits of the person at work that the server has not answered. While one of them has no copy in the journal, no
   * update is installed.
   */
  tellPending(mutationIds: readonly string[]): Promise<void>;
  /** Calls back when somebody clicks a notice; the window has come to the front. */
  onNoticeClick(listener: () => void): () => void;
  /** Calls back for every command of the menu; returns how to stop it. */
  onCommand(listener: (command: MenuCommand) => void): () => void;
  /** Calls back when the machine wakes or its screen is unlocked: time to sync. */
  onWake(listener: () => void): () => void;
  /** Calls back when the machine's screen locks or it goes to sleep: time to lock the client. */
  onScreenLock(listener: () => void): () => void;
}

/** The answer of every invoked channel: errors cross the boundary as typed values, never as exceptions. */
export const ipcResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(['forbidden', 'invalid', 'unavailable']) }),
]);
export type IpcResult = z.infer<typeof ipcResult>;
