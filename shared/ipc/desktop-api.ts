import { z } from 'zod';
import type { KeptAnswer, SealedCopy } from '../protocol/device.ts';

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
});
export type HostInfo = z.infer<typeof hostInfo>;

/** Names under which a sealed secret is kept on this device. */
export const secretName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/);

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
  /** In the order in which they were added. */
  readJournal(): Promise<SealedCopy[]>;
  /** Notes that edits were answered; their copies stay. Ids that are not there are passed over. */
  answerInJournal(mutationIds: string[], answered: KeptAnswer): Promise<void>;
  removeFromJournal(mutationIds: string[]): Promise<void>;
  /** Tells the host the language of the screens, so that menus follow. */
  setLanguage(language: HostLanguage): Promise<void>;
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
