import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PullResponse, PullRow } from '#shared/protocol/pull.ts';
import type { PushResult } from '#shared/protocol/push.ts';
import { createDevice } from '../test/device.ts';
import {
  accepts,
  boot,
  bootOn,
  customer,
  customerId,
  customerRow,
  edit,
  endBooted,
  list,
  otherId,
  outbox,
  unreachable,
  withRows,
} from '../test/one-customer.ts';
import { emptyPull, Refusal, type Script } from '../test/scripted-server.ts';

afterEach(endBooted);

describe('a pull', () => {
  it('brings documents, the list and the search', async () => {
    const core = await boot({ pull: () => withRows([customerRow(1)]), push: accepts });
    await core.syncNow();
    expect(await core.all('customers')).toEqual([{ ...customerRow(1).doc, rev: 1 }]);
    expect((await core.search('zw', 10)).map((hit) => hit.row.name)).toEqual(['曾伟']);
    expect(list(core)).toMatchObject({ total: 1, matching: 1 });
  });

  it('[L9] changes nothing when it is late', async () => {
    let rev = 3;
    const core = await boot({
      pull: () => withRows([customerRow(rev, { name: `第${rev}版` })]),
      push: accepts,
    });
    await core.syncNow();
    rev = 2;
    await core.syncNow();
    expect(await customer(core)).toMatchObject({ name: '第3版', rev: 3 });
  });

  it('[L9] that was overtaken by the answer to a push does not take it back', async () => {
    let release: (() => void) | undefined;
    let asked: (() => void) | undefined;
    const overtaking = new Promise<void>((resolve) => (asked = resolve));
    let late = false;
    const core = await boot({
      async pull() {
        if (!late) return withRows([customerRow(1)]);
        asked?.();
        await new Promise<void>((resolve) => (release = resolve));
        return withRows([customerRow(1)]);
      },
      push: ({ mutations }) => ({
        results: mutations.map(({ id }) => ({
          mutationId: id,
          outcome: 'accepted',
          row: customerRow(2, { mobile: '13900000002' }),
        })),
      }),
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    late = true;
    const round = core.syncNow();
    await overtaking;
    await new Promise<void>((resolve) => {
      const stop = core.watchOutbox(
        (entries) => entries[0]?.state === 'accepted' && resolve(),
        () => undefined,
      );
      void stop;
    });
    release?.();
    await round;
    expect(await customer(core)).toMatchObject({ mobile: '13900000002', rev: 2 });
  });

  it('[L10] never undoes what the person sees', async () => {
    let rev = 1;
    const core = await boot({
      pull: () => withRows([customerRow(rev, { email: `v${rev}@bank.example` })]),
      push: unreachable,
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    rev = 2;
    await core.syncNow();
    expect(await customer(core)).toMatchObject({ mobile: '13900000002', email: 'v2@bank.example', rev: 2 });
  });

  it('[L1] that breaks off is asked for again from the last stored page', async () => {
    const asked: (string | null)[] = [];
    const device = createDevice('http://server.test');
    const pages: Record<string, PullResponse> = {
      null: withRows([customerRow(1)], { checkpoint: 'page-1', complete: false, more: true }),
      'page-1': withRows([customerRow(1, { id: otherId })], { checkpoint: 'page-2' }),
    };
    let cut = true;
    const script: Script = {
      pull({ checkpoint }) {
        asked.push(checkpoint);
        if (checkpoint === 'page-1' && cut) return unreachable();
        return pages[String(checkpoint)] ?? emptyPull('page-2');
      },
      push: accepts,
    };
    const first = await bootOn(device, script);
    await first.syncNow();
    expect(await first.all('customers')).toHaveLength(1);
    await first.signOut();
    cut = false;
    const second = await bootOn(device, script);
    await second.syncNow();
    expect(asked).toEqual([null, 'page-1', 'page-1']);
    expect(await second.all('customers')).toHaveLength(2);
  });
});

describe('a file that leaves', () => {
  const log: PullRow = {
    rev: 1,
    deleted: false,
    doc: {
      id: '01890000-0000-7000-8000-0000000000d1',
      customerId,
      occurredAt: '2026-01-01T00:00:00.000Z',
      note: '致电',
    },
  };

  it('[L11] leaves nothing: no document, no row of the list, no hit', async () => {
    let evict: string[] = [];
    const core = await boot({
      pull: () => ({
        ...withRows([
          customerRow(1, { id: otherId, name: '单芳' }),
          ...(evict.length > 0 ? [] : [customerRow(1)]),
        ]),
        pages: [
          { collection: 'customers', rows: evict.length > 0 ? [] : [customerRow(1)] },
          { collection: 'contactLogs', rows: evict.length > 0 ? [] : [log] },
        ],
        evict,
      }),
      push: accepts,
    });
    await core.syncNow();
    expect(await core.all('contactLogs')).toHaveLength(1);
    evict = [customerId];
    await core.syncNow();
    expect(await core.all('customers')).toEqual([]);
    expect(await core.all('contactLogs')).toEqual([]);
    expect(list(core)?.total).toBe(0);
    expect(await core.search('曾伟', 10)).toEqual([]);
  });

  it('[L11] has its edits sent first, and keeps their outcome without their values', async () => {
    const sent: string[] = [];
    let evict: string[] = [];
    const core = await boot({
      pull: () => (evict.length > 0 ? { ...emptyPull('c2'), evict } : withRows([customerRow(1)])),
      push({ mutations }) {
        sent.push(...mutations.map((mutation) => mutation.id));
        return {
          results: mutations.map(
            ({ id }): PushResult => ({ mutationId: id, outcome: 'parked', evict: customerId }),
          ),
        };
      },
    });
    await core.syncNow();
    const { mutationId } = await edit(core, { mobile: '13900000002' });
    evict = [customerId];
    await core.syncNow();
    expect(sent).toEqual([mutationId]);
    expect(await core.all('customers')).toEqual([]);
    expect(outbox(core)).toMatchObject([{ mutationId, state: 'parked', base: {}, next: {} }]);
  });

  it('[L11] does not come back with a pull that was asked for before', async () => {
    let release: (() => void) | undefined;
    let onAsked: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (onAsked = resolve));
    let pulls = 0;
    const core = await boot({
      async pull() {
        pulls += 1;
        if (pulls === 1) return withRows([customerRow(1)]);
        if (pulls > 2) return emptyPull('c3');
        onAsked?.();
        await new Promise<void>((resolve) => (release = resolve));
        return withRows([customerRow(2)]);
      },
      push: ({ mutations }) => ({
        results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'parked', evict: customerId })),
      }),
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    const round = core.syncNow();
    await asked;
    await new Promise<void>((resolve) => {
      core.watchOutbox(
        (entries) => entries[0]?.state === 'parked' && resolve(),
        () => undefined,
      );
    });
    release?.();
    await round;
    expect(pulls).toBe(3);
    expect(await core.all('customers')).toEqual([]);
  });

  it('[L21] stays where a pull brought it anew before an older answer to a push that says it has left', async () => {
    let release: (() => void) | undefined;
    const served = new Promise<void>((resolve) => (release = resolve));
    let pulls = 0;
    const core = await boot({
      pull() {
        pulls += 1;
        return pulls < 3 ? withRows([customerRow(pulls)]) : emptyPull('c3');
      },
      async push({ mutations }) {
        await served;
        return {
          results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'parked', evict: customerId })),
        };
      },
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    const round = core.syncNow();
    await vi.waitFor(async () => expect((await customer(core))?.rev).toBe(2));
    release?.();
    await round;
    expect(outbox(core)).toMatchObject([{ state: 'parked' }]);
    await core.syncNow();
    expect(await customer(core)).toMatchObject({ rev: 2, mobile: '13900000001' });
  });
});

describe('[L12] a download in place', () => {
  const both = () => withRows([customerRow(5), customerRow(1, { id: otherId })]);

  it('removes what was not delivered, takes over older revisions and keeps unsent edits', async () => {
    let lost = false;
    const core = await boot({
      pull({ checkpoint }) {
        if (!lost) return both();
        if (checkpoint !== null) throw new Refusal('resync_required');
        return withRows([customerRow(3, { name: '备份之前' })], { checkpoint: 'new' });
      },
      push: unreachable,
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    lost = true;
    await core.syncNow();
    expect(await core.all('customers')).toEqual([
      { ...customerRow(3, { name: '备份之前', mobile: '13900000002' }).doc, rev: 3 },
    ]);
    expect(outbox(core)).toMatchObject([{ state: 'pending', next: { mobile: '13900000002' } }]);
  });

  it('follows a change of the field rules', async () => {
    let rulesVersion = '1';
    const core = await boot({
      pull: ({ checkpoint }) => {
        if (rulesVersion === '1') return withRows([customerRow(1, { wechat: 'zw' })]);
        return checkpoint === null
          ? withRows([customerRow(1)], { rulesVersion })
          : { ...emptyPull('c2'), rulesVersion };
      },
      push: accepts,
    });
    await core.syncNow();
    rulesVersion = '2';
    await core.syncNow();
    expect(await customer(core)).not.toHaveProperty('wechat');
  });
});
