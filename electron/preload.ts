import { contextBridge, ipcRenderer } from 'electron';
import { ipc } from '#shared/ipc/channels.ts';
import type { DesktopApi, IpcResult } from '#shared/ipc/desktop-api.ts';

/** The page gets these functions and nothing of Electron: no `ipcRenderer`, no event objects. */
const api = {
  info: () => invoke(ipc.info),
  readSecret: (name) => invoke(ipc.readSecret, name),
  writeSecret: (name, value) => invoke(ipc.writeSecret, name, value),
  removeSecret: (name) => invoke(ipc.removeSecret, name),
  appendJournal: (copy) => invoke(ipc.appendJournal, copy),
  appendJournalBatch: (copies) => invoke(ipc.appendJournalBatch, copies),
  readJournal: () => invoke(ipc.readJournal),
  answerInJournal: (mutationIds, answered) => invoke(ipc.answerInJournal, mutationIds, answered),
  removeFromJournal: (mutationIds) => invoke(ipc.removeFromJournal, mutationIds),
  printToPdf: () => invoke(ipc.printToPdf),
  setLanguage: (language) => invoke(ipc.setLanguage, language),
  keepServerPolicy: (policies) => invoke(ipc.keepServerPolicy, policies),
  openAnswerPlace: () => invoke(ipc.openAnswerPlace),
  askProvider: (url) => invoke(ipc.askProvider, url),
  leaveProvider: () => invoke(ipc.leaveProvider),
  updateState: () => invoke(ipc.updateState),
  onUpdateState: (listener) => subscribe(ipc.updateChange, listener),
  installUpdate: () => invoke(ipc.installUpdate),
  tellPending: (mutationIds) => invoke(ipc.tellPending, mutationIds),
  notify: (notice) => invoke(ipc.notify, notice),
  noticeState: () => invoke(ipc.noticeState),
  // The system asks nobody: what it allows is set in its own settings.
  allowNotices: () => invoke(ipc.noticeState),
  setBadge: (count) => invoke(ipc.setBadge, count),
  onNoticeClick: (listener) => subscribe(ipc.noticeClick, () => listener()),
  onCommand: (listener) => subscribe(ipc.command, listener),
  onWake: (listener) => subscribe(ipc.wake, () => listener()),
  onScreenLock: (listener) => subscribe(ipc.screenLock, () => listener()),
} satisfies DesktopApi;

contextBridge.exposeInMainWorld('branchline', api);

/** Main validates what it gets and is trusted in what it gives; a failure becomes an error whose text is its code. */
async function invoke<T>(channel: string, ...args: unknown[]): Promise<T> {
  const result: IpcResult = await ipcRenderer.invoke(channel, ...args);
  if (!result.ok) throw new Error(result.code);
  return result.value as T;
}

function subscribe<T>(channel: string, listener: (value: T) => void): () => void {
  const forward = (_event: unknown, value: T) => listener(value);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}
