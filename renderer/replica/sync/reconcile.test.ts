import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CollectionName } from '#shared/model/collections.ts';
import type { PullRequest, PullResponse, PullRow } from '#shared/protocol/pull.ts';
import type { PushRequest, PushResponse } from '#shared/protocol/push.ts';
import { bucketOf } from '#shared/protocol/reconcile.ts';
import type { ReplicaCore } from '../core.ts';
import { readSyncState } from '../database/meta.ts';
import type { Clock, ReplicaDeps } from '../deps.ts';
import { createDevice, statusWhere } from '../test/device.ts';
import { emptyPull, Refusal, type Script, scriptedFetch, user } from '../test/scripted-server.ts';

// Each sign-in derives a key, which is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

const FILE = '01890000-0000-7000-8000-0000000000c1';
const OTHER = '01890000-0000-7000-8000-0000000000c2';
const LOG = '01890000-0000-7000-8000-00000000d001';

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const customer = (id: string, rev: number, tag: number | undefined, fields: object = {}): PullRow => ({
  rev,
  ...(tag === undefined ? {} : { tag }),
  deleted: false,
  doc: {
    id,
    customerId: id,
    customerNo: `C${id.slice(-2)}`,
    kind: 'retail',
    name: '曾伟',
    branchId: user.branchId,
    openedOn: '2020-01-02',
    lifecycle: 'active',
    grade: 'gold',
    mobile: '13900000001',
    ...fields,
  },
});

const log = (rev: number, tag: number): PullRow => ({
  rev,
  tag,
  deleted: false,
  doc: {
    id: LOG,
    customerId: FILE,
    note: '已联系',
    occurredAt: '2026-01-10T08:00:00.000Z',
    authorId: user.id,
  },
});

const page = (collection: CollectionName, ...rows: PullRow[]) => ({ collection, rows });

const answer = (more: Partial<PullResponse> = {}): PullResponse => ({ ...emptyPull(), run: 'B', ...more });

/** A server that was put back: run A until then, B after it. What it answers in B is a list of answers, in turn. */
function putBack(
  first: PullResponse,
  then: ((request: PullRequest) => PullResponse | Promise<PullResponse>)[],
) {
  const asked: PullRequest[] = [];
  const world = { run: 'A' };
  const script: Script = {
    async pull(request) {
      if (world.run === 'A')
        return request.checkpoint === null ? { ...first, run: 'A' } : answer({ run: 'A' });
      if (request.checkpoint === 'c') throw new Refusal('resync_required');
      asked.push(request);
      const next = then.shift();
      return next === undefined ? answer({ checkpoint: 'done' }) : await next(request);
    },
    push: (request) => accepted(request, world.run),
  };
  return { script, world, asked };
}

const accepted = (
  { mutations }: PushRequest,
  run: string,
  rows: Record<string, PullRow> = {},
): PushResponse => ({
  results: mutations.map(({ id, documentId }) => ({
    mutationId: id,
    outcome: 'accepted',
    ...(rows[documentId] && { row: rows[documentId] }),
  })),
  run,
  at: '2026-11-21T08:00:00.000Z',
});

async function boot(
  script: Script,
  overrides: Partial<ReplicaDeps> = {},
  device = createDevice('http://server.test'),
) {
  const core = device.boot({ fetch: scriptedFetch(script), automatic: false, ...overrides });
  await core.signIn({ username: 'rm001', password: 'right' });
  running = core;
  return { core, device };
}

const edit = (core: ReplicaCore, next: Record<string, string>) =>
  core.edit({ collection: 'customers', intent: 'customer.edit', documentId: FILE, next });

describe('a replica that lost history is told of', () => {
  it('[L16] says in sums what it holds, and keeps all of it when nothing differs', async () => {
    const pages = [
      page('customers', customer(FILE, 1, 5), customer(OTHER, 1, 7)),
      page('contactLogs', log(1, 11)),
    ];
    const { script, world, asked } = putBack(answer({ pages }), [
      () => answer({ comparing: true, checkpoint: 'b', ranges: [] }),
    ]);
    const { core } = await boot(script);
    await core.syncNow();
    world.run = 'B';
    await core.syncNow();
    const { holds, checkpoint } = asked[0] ?? {};
    expect(checkpoint).toBeNull();
    expect(holds).toMatchObject({ scope: `own:${user.id}`, rules: '1', reference: 0 });
    expect(holds?.files[bucketOf(FILE)]).toBe(16);
    expect(holds?.files[bucketOf(OTHER)]).toBe(7);
    expect(await core.all('customers')).toHaveLength(2);
    expect(await core.all('contactLogs')).toHaveLength(1);
  });

  it('[L17] names files where sums differ, takes them whole, and keeps what it has not sent yet', async () => {
    const pages = [
      page('customers', customer(FILE, 9, 5), customer(OTHER, 1, 7)),
      page('contactLogs', log(1, 11)),
    ];
    const comparison = {
      buckets: [bucketOf(FILE), bucketOf(OTHER)],
      after: '00000000-0000-0000-0000-000000000000',
    };
    const { script, world, asked } = putBack(answer({ pages }), [
      () => answer({ comparing: true, complete: false, more: true, checkpoint: 'b', compare: comparison }),
      () =>
        answer({
          checkpoint: 'd',
          whole: [FILE],
          evict: [OTHER],
          pages: [page('customers', customer(FILE, 2, 6))],
        }),
    ]);
    script.push = () => {
      throw new Refusal('unavailable');
    };
    const { core } = await boot(script);
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    const { documentId } = await core.edit({
      collection: 'tasks',
      intent: 'task.add',
      customerId: FILE,
      next: {
        title: '回访',
        kind: 'call',
        priority: 'normal',
        status: 'open',
        dueOn: '2026-12-01',
        assigneeId: user.id,
        createdById: user.id,
      },
    });
    world.run = 'B';
    await core.syncNow();
    expect(asked[1]).toMatchObject({
      checkpoint: 'b',
      files: {
        list: [
          [FILE, 16],
          [OTHER, 7],
        ],
        more: false,
      },
    });
    expect(await core.all('customers')).toMatchObject([{ id: FILE, rev: 2, mobile: '13900000002' }]);
    expect(await core.all('contactLogs')).toEqual([]);
    expect((await core.all('tasks')).map(({ id }) => id)).toEqual([documentId]);
  });

  it('[L18] goes on after the end of the program with what was asked for last', async () => {
    const pages = [page('customers', customer(FILE, 1, 5))];
    const compare = { buckets: [bucketOf(FILE)], after: '00000000-0000-0000-0000-000000000000' };
    const { script, world, asked } = putBack(answer({ pages }), [
      () => answer({ comparing: true, complete: false, more: true, checkpoint: 'b', compare }),
      () => {
        throw new TypeError('fetch failed');
      },
    ]);
    const { core, device } = await boot(script);
    await core.syncNow();
    world.run = 'B';
    await core.syncNow();
    await core.close();
    const again = await boot(script, {}, device);
    await again.core.syncNow();
    expect(asked.map(({ checkpoint, files }) => [checkpoint, files?.list])).toEqual([
      [null, undefined],
      ['b', [[FILE, 5]]],
      ['b', [[FILE, 5]]],
    ]);
    await again.core.close();
    await device.write(async (database) => {
      const { checkpoint, run, reconcile } = await readSyncState(database);
      expect({ checkpoint, run, reconcile }).toEqual({ checkpoint: 'done', run: 'B', reconcile: undefined });
    });
  });

  it('[L17] stores no document of a push answered while it is not known which history holds', async () => {
    const pages = [page('customers', customer(FILE, 1, 5))];
    const compare = { buckets: [bucketOf(FILE)], after: '00000000-0000-0000-0000-000000000000' };
    let reached: (() => void) | undefined;
    let release: (() => void) | undefined;
    const inCompare = new Promise<void>((resolve) => (reached = resolve));
    const begun = () => answer({ comparing: true, complete: false, more: true, checkpoint: 'b', compare });
    const { script, world, asked } = putBack(answer({ pages }), [
      async () => {
        reached?.();
        await new Promise<void>((resolve) => (release = resolve));
        return answer({ comparing: true, checkpoint: 'equal' });
      },
      begun,
      () => answer({ checkpoint: 'd', whole: [FILE], pages: [page('customers', customer(FILE, 1, 5))] }),
    ]);
    // From before the restore, and late: nobody will ever hear of this document again.
    script.push = async (request) => {
      await inCompare;
      return accepted(request, 'A', { [FILE]: customer(FILE, 9, 99, { mobile: '13900000009' }) });
    };
    const { core } = await boot(script);
    await core.syncNow();
    world.run = 'B';
    await edit(core, { mobile: '13900000002' });
    const round = core.syncNow();
    await inCompare;
    await vi.waitFor(async () =>
      expect((await core.all('customers'))[0]).toMatchObject({ mobile: '13900000002' }),
    );
    await statusWhere(core, ({ unsent }) => unsent === 0);
    release?.();
    await round;
    expect(asked[1]?.holds?.files[bucketOf(FILE)]).toBeNull();
    expect(asked[2]?.files?.list).toEqual([[FILE, null]]);
    expect(await core.all('customers')).toMatchObject([{ rev: 1, mobile: '13900000001' }]);
  });

  it('[P11] counts an answer of another run as none, and sends the edit again', async () => {
    const { script } = putBack(answer({ pages: [page('customers', customer(FILE, 1, 5))] }), []);
    let answers = 0;
    script.push = (request) => accepted(request, ++answers === 1 ? 'other' : 'A');
    const { core } = await boot(script);
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    await core.syncNow();
    expect(await statusWhere(core, () => true)).toMatchObject({ unsent: 1, connection: 'online' });
    await core.syncNow();
    expect(answers).toBe(2);
    expect(await statusWhere(core, () => true)).toMatchObject({ unsent: 0 });
  });

  it('[L19] of documents without tags downloads everything afresh in place', async () => {
    const pages = [page('customers', customer(FILE, 1, undefined), customer(OTHER, 1, undefined))];
    const { script, world, asked } = putBack(answer({ pages }), [
      () => answer({ checkpoint: 'b', pages: [page('customers', customer(FILE, 1, 5))] }),
    ]);
    const { core } = await boot(script);
    await core.syncNow();
    world.run = 'B';
    await core.syncNow();
    expect(asked[0]?.holds).toBeUndefined();
    expect((await core.all('customers')).map(({ id }) => id)).toEqual([FILE]);
  });

  it('[L20] comes again when the server says, goes on pushing meanwhile, and says in time what is going on', async () => {
    const timers: { after: number; action: () => void }[] = [];
    const clock: Clock = {
      now: () => Date.parse('2026-11-21T08:00:00.000Z'),
      after(after, action) {
        const timer = { after, action };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
      },
    };
    const { script, world, asked } = putBack(answer({ pages: [page('customers', customer(FILE, 1, 5))] }), [
      () => {
        throw new Refusal('busy', 7);
      },
      () => answer({ comparing: true, checkpoint: 'b' }),
    ]);
    const { core } = await boot(script, { clock, automatic: true, random: () => 0.5 });
    await statusWhere(core, ({ complete }) => complete);
    world.run = 'B';
    await core.syncNow();
    await vi.waitFor(() => expect(timers.some(({ after }) => after === 7_000 * 1.25)).toBe(true));
    timers.find(({ after }) => after === 3_000)?.action();
    expect(await statusWhere(core, ({ comparing }) => comparing === true)).toMatchObject({
      connection: 'online',
    });
    await edit(core, { mobile: '13900000002' });
    await statusWhere(core, ({ unsent }) => unsent === 0);
    core.wake();
    expect(asked).toHaveLength(1);
    timers.find(({ after }) => after === 7_000 * 1.25)?.action();
    expect(await statusWhere(core, ({ comparing }) => comparing === undefined)).toMatchObject({
      connection: 'online',
    });
    expect(asked).toHaveLength(2);
  });
});

describe('a pull', () => {
  it('[L9] brings another version under the same revision, and the same one not again', async () => {
    const rows = [
      customer(FILE, 3, 5),
      customer(FILE, 3, 6, { name: '曾玮' }),
      customer(FILE, 3, 6, { name: '再来' }),
    ];
    const { core } = await boot({
      pull: () => answer({ pages: [page('customers', rows.shift() ?? customer(FILE, 3, 6))] }),
      push: (request) => accepted(request, 'B'),
    });
    const names: unknown[] = [];
    for (let pull = 0; pull < 3; pull++) {
      await core.syncNow();
      names.push((await core.all('customers'))[0]?.name);
    }
    expect(names).toEqual(['曾伟', '曾玮', '曾玮']);
  });

  it('[X10] stores what is left of an inbox item after the eviction, under the revision that it has', async () => {
    const id = '01890000-0000-7000-8000-00000000e001';
    const item = (fields: object) => ({
      rev: 1,
      tag: 9,
      deleted: false,
      doc: { id, ownerId: user.id, ...fields },
    });
    const answers = [
      answer({
        pages: [
          page('customers', customer(FILE, 1, 5)),
          page('inbox', item({ customerId: FILE, fields: [{ field: 'mobile', mine: '13900000002' }] })),
        ],
      }),
      answer({ evict: [FILE], pages: [page('inbox', item({ fields: [{ field: 'mobile' }] }))] }),
      answer({
        pages: [
          page('inbox', item({ customerId: FILE, fields: [{ field: 'mobile', mine: '13900000002' }] })),
          page('customers', customer(FILE, 1, 5)),
        ],
      }),
    ];
    const { core } = await boot({
      pull: () => answers.shift() ?? answer(),
      push: (request) => accepted(request, 'B'),
    });
    await core.syncNow();
    expect(await core.all('inbox')).toMatchObject([{ customerId: FILE, fields: [{ mine: '13900000002' }] }]);
    await core.syncNow();
    expect(await core.all('customers')).toEqual([]);
    expect(await core.all('inbox')).toEqual([
      { id, ownerId: user.id, rev: 1, fields: [{ field: 'mobile' }] },
    ]);
    await core.syncNow();
    expect(await core.all('inbox')).toMatchObject([{ customerId: FILE, fields: [{ mine: '13900000002' }] }]);
  });
});
