/**
 * IPC channels between main and preload; the first word is the direction's owner. Apart from the schemas, so that the
 * preload bundle stays a few hundred bytes: it runs before every page.
 */
export const ipc = {
  info: 'host:info',
  readSecret: 'secret:read',
  writeSecret: 'secret:write',
  removeSecret: 'secret:remove',
  appendJournal: 'journal:append',
  appendJournalBatch: 'journal:append-batch',
  readJournal: 'journal:read',
  answerInJournal: 'journal:answer',
  removeFromJournal: 'journal:remove',
  printToPdf: 'page:print',
  setLanguage: 'host:language',
  keepServerPolicy: 'host:server-policy',
  notify: 'notice:show',
  noticeState: 'notice:state',
  setBadge: 'notice:badge',
  updateState: 'update:state',
  openAnswerPlace: 'provider:place',
  askProvider: 'provider:ask',
  leaveProvider: 'provider:leave',
  installUpdate: 'update:install',
  tellPending: 'update:pending',
  updateChange: 'event:update',
  noticeClick: 'event:notice-click',
  command: 'event:command',
  wake: 'event:wake',
  screenLock: 'event:screen-lock',
} as const;
