import { describe, expect, it } from 'vitest';
import { ipc } from '#shared/ipc/channels.ts';
import type { HostInfo, IpcResult } from '#shared/ipc/desktop-api.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import { registerCalls } from './calls.ts';
import type { InvokeEvent } from './handle.ts';
import { copyOf } from './journal/test/copies.ts';

const info: HostInfo = {
  host: 'electron',
  version: '1.0.0',
  platform: 'linux',
  serverUrl: 'https://crm.bank.example',
  standbyUrls: [],
  policies: { layers: [], problems: [] },
};
const event: InvokeEvent = { senderFrame: { url: 'app://branchline/', parent: null } };

function setUp() {
  const listeners = new Map<string, (event: InvokeEvent, ...args: unknown[]) => Promise<IpcResult>>();
  const kept = new Map<string, string>();
  const languages: string[] = [];
  const said: string[] = [];
  const copies = new Map<string, SealedCopy>();
  registerCalls(
    { handle: (channel, listener) => listeners.set(channel, listener) },
    {
      info,
      secrets: Promise.resolve({
        read: async (name) => kept.get(name) ?? null,
        write: async (name, value) => void kept.set(name, value),
        remove: async (name) => void kept.delete(name),
      }),
      journal: Promise.resolve({
        append: async (added) => {
          for (const copy of added) copies.set(copy.mutationId, copy);
        },
        read: async () => [...copies.values()],
        answer: async (ids, answered) => {
          for (const id of ids) {
            const copy = copies.get(id);
            if (copy !== undefined) copies.set(id, { ...copy, answered });
          }
        },
        remove: async (ids) => {
          for (const id of ids) copies.delete(id);
        },
        missing: async (ids) => ids.filter((id) => !copies.has(id)),
        settled: async () => undefined,
      }),
      printToPdf: async () => '/tmp/a.pdf',
      setLanguage: async (language) => void languages.push(language),
      keepServerPolicy: async (policies) => void said.push(JSON.stringify(policies)),
      updates: Promise.resolve({
        state: () => ({ status: 'current' }),
        install: async () => false,
        tellPending: async (ids) => void said.push(...ids),
      }),
      provider: {
        open: async () => 'http://127.0.0.1:1/a',
        ask: async (url) => {
          said.push(url);
          return null;
        },
        leave: async () => void said.push('left'),
      },
      notices: {
        show: ({ body }) => void said.push(body),
        state: () => 'on',
        setBadge: (count) => void said.push(String(count)),
      },
      onError: () => undefined,
    },
  );
  const call = (channel: string, ...args: unknown[]) => listeners.get(channel)?.(event, ...args);
  return { listeners, call, languages, said };
}

describe('the calls that the page can make', () => {
  it('are these and no others', () => {
    expect([...setUp().listeners.keys()].sort()).toEqual(
      [
        ipc.info,
        ipc.readSecret,
        ipc.writeSecret,
        ipc.removeSecret,
        ipc.appendJournal,
        ipc.appendJournalBatch,
        ipc.readJournal,
        ipc.answerInJournal,
        ipc.removeFromJournal,
        ipc.printToPdf,
        ipc.setLanguage,
        ipc.keepServerPolicy,
        ipc.openAnswerPlace,
        ipc.askProvider,
        ipc.leaveProvider,
        ipc.updateState,
        ipc.installUpdate,
        ipc.tellPending,
        ipc.notify,
        ipc.noticeState,
        ipc.setBadge,
      ].sort(),
    );
  });

  it('tell it where it runs', async () => {
    expect(await setUp().call(ipc.info)).toEqual({ ok: true, value: info });
  });

  it('keep, give back and remove a secret', async () => {
    const { call } = setUp();
    await call(ipc.writeSecret, 'device.key', 'x');
    expect(await call(ipc.readSecret, 'device.key')).toEqual({ ok: true, value: 'x' });
    await call(ipc.removeSecret, 'device.key');
    expect(await call(ipc.readSecret, 'device.key')).toEqual({ ok: true, value: null });
  });

  it.each(['', '../x', 'A', 'a/b', 'x'.repeat(200)])('refuse a secret named %j', async (name) => {
    expect(await setUp().call(ipc.readSecret, name)).toEqual({ ok: false, code: 'invalid' });
  });

  it('refuse a secret that is too long to be one, and a language that is not ours', async () => {
    const { call, languages } = setUp();
    expect(await call(ipc.writeSecret, 'a', 'x'.repeat(64_001))).toMatchObject({ code: 'invalid' });
    expect(await call(ipc.setLanguage, 'fr')).toMatchObject({ code: 'invalid' });
    await call(ipc.setLanguage, 'zh-CN');
    expect(languages).toEqual(['zh-CN']);
  });

  it('keep what the server decided, where it holds to the schema', async () => {
    const { call, said } = setUp();
    expect(await call(ipc.keepServerPolicy, { offlineHours: 0 })).toMatchObject({ code: 'invalid' });
    await call(ipc.keepServerPolicy, { offlineHours: 24, notOurs: 1 });
    expect(said).toEqual(['{"offlineHours":24}']);
  });

  it('ask the provider by an address, and by nothing else', async () => {
    const { call, said } = setUp();
    expect(await call(ipc.openAnswerPlace)).toEqual({ ok: true, value: 'http://127.0.0.1:1/a' });
    expect(await call(ipc.askProvider, 'https://crm.bank.example/auth/oidc/go/x')).toEqual({
      ok: true,
      value: null,
    });
    await call(ipc.leaveProvider);
    expect(said).toEqual(['https://crm.bank.example/auth/oidc/go/x', 'left']);
    expect(await call(ipc.askProvider, 'calc.exe')).toMatchObject({ code: 'invalid' });
  });

  it('show a notice and count on the icon, within bounds', async () => {
    const { call, said } = setUp();
    const notice = { title: 'Branchline', body: '3 reminders are due', tag: 'reminders' };
    await call(ipc.notify, notice);
    await call(ipc.setBadge, 3);
    expect(said).toEqual(['3 reminders are due', '3']);
    expect(await call(ipc.noticeState)).toEqual({ ok: true, value: 'on' });
    expect(await call(ipc.notify, { ...notice, icon: 'https://x.example' })).toMatchObject({
      code: 'invalid',
    });
    expect(await call(ipc.setBadge, -1)).toMatchObject({ code: 'invalid' });
  });

  it('add to the journal, read it and remove from it', async () => {
    const { call } = setUp();
    const copy = copyOf(30);
    expect(await call(ipc.appendJournal, copy)).toMatchObject({ ok: true });
    expect(await call(ipc.readJournal)).toEqual({ ok: true, value: [copy] });
    await call(ipc.removeFromJournal, [copy.mutationId]);
    expect(await call(ipc.readJournal)).toEqual({ ok: true, value: [] });
  });

  it('add many to the journal at once, all or none', async () => {
    const { call } = setUp();
    const copies = [copyOf(30), copyOf(40)];
    expect(await call(ipc.appendJournalBatch, copies)).toMatchObject({ ok: true });
    const mixed = [copyOf(3), { ...copyOf(3), sealed: '张三' }];
    expect(await call(ipc.appendJournalBatch, mixed)).toEqual({ ok: false, code: 'invalid' });
    expect(await call(ipc.appendJournalBatch, [])).toEqual({ ok: false, code: 'invalid' });
    expect(await call(ipc.readJournal)).toEqual({ ok: true, value: copies });
  });

  it.each([
    ['that is in clear', { ...copyOf(3), sealed: '张三' }],
    ['without an author', { ...copyOf(3), authorId: '' }],
    ['with more in it than a copy holds', { ...copyOf(3), note: 'x' }],
    ['that is too long', { ...copyOf(3), sealed: 'A'.repeat(700_004) }],
  ])('refuse a copy %s', async (_what, copy) => {
    expect(await setUp().call(ipc.appendJournal, copy)).toEqual({ ok: false, code: 'invalid' });
  });

  it('refuse to remove what is no list of ids', async () => {
    expect(await setUp().call(ipc.removeFromJournal, ['*'])).toEqual({ ok: false, code: 'invalid' });
  });
});
