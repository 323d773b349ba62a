import { afterEach, describe, expect, it } from 'vitest';
import type { Mutation } from '#shared/model/mutation.ts';
import type { PushRequest } from '#shared/protocol/push.ts';
import type { ReplicaCore } from '../core.ts';
import { openOutbox } from '../outbox/outbox.ts';
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
  otherId,
  outbox,
  unreachable,
  withRows,
} from '../test/one-customer.ts';
import { type Script, user } from '../test/scripted-server.ts';

afterEach(endBooted);

describe('a push', () => {
  it('[P9] that fails does not delay a pull, nor the other way round', async () => {
    let pullWorks = true;
    const core = await boot({
      pull: () => (pullWorks ? withRows([customerRow(1)]) : unreachable()),
      push: ({ mutations }) => (pullWorks ? unreachable() : accepts({ mutations } as PushRequest)),
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    await core.syncNow();
    expect(await customer(core)).toMatchObject({ rev: 1 });
    pullWorks = false;
    await core.syncNow();
    expect(outbox(core)).toMatchObject([{ state: 'accepted' }]);
  });

  it('[P10] sends edits in their order until each has an outcome, with what the author saw', async () => {
    const sent: PushRequest['mutations'] = [];
    const core = await boot({
      pull: () => withRows([customerRow(1)]),
      push(request) {
        sent.push(...request.mutations);
        return accepts(request);
      },
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    await edit(core, { mobile: '13900000003', name: '曾伟' });
    await core.syncNow();
    expect(sent.map(({ base, next }) => ({ base, next }))).toEqual([
      { base: { mobile: '13900000001' }, next: { mobile: '13900000002' } },
      { base: { mobile: '13900000002' }, next: { mobile: '13900000003' } },
    ]);
  });

  it('[P4] keeps an edit whose outcome is retry', async () => {
    let retry = true;
    const core = await boot({
      pull: () => withRows([customerRow(1)]),
      push: (request) =>
        retry
          ? { results: request.mutations.map(({ id }) => ({ mutationId: id, outcome: 'retry' })) }
          : accepts(request),
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    await core.syncNow();
    expect(outbox(core)).toMatchObject([{ state: 'pending' }]);
    retry = false;
    await core.syncNow();
    expect(outbox(core)).toMatchObject([{ state: 'accepted' }]);
  });

  it('takes a refused value out of the document, also when the answer is older than the document', async () => {
    let rev = 1;
    const core = await boot({
      pull: () => withRows([customerRow(rev, { email: `v${rev}@bank.example` })]),
      push: ({ mutations }) => ({
        results: mutations.map(({ id }) => ({
          mutationId: id,
          outcome: 'conflict',
          reason: 'same_field_edited',
          fields: ['mobile'],
          row: customerRow(1, { email: 'v1@bank.example' }),
        })),
      }),
    });
    await core.syncNow();
    await edit(core, { mobile: '13900000002' });
    rev = 2;
    await core.syncNow();
    await core.syncNow();
    expect(await customer(core)).toEqual({ ...customerRow(2, { email: 'v2@bank.example' }).doc, rev: 2 });
    expect(outbox(core)).toMatchObject([
      { state: 'conflict', reason: 'same_field_edited', fields: ['mobile'] },
    ]);
  });

  it('removes a new document that was refused', async () => {
    const core = await boot({
      pull: () => withRows([customerRow(1)]),
      push: ({ mutations }) => ({
        results: mutations.map(({ id }) => ({ mutationId: id, outcome: 'rejected', reason: 'invalid' })),
      }),
    });
    await core.syncNow();
    await addTask(core);
    expect(await core.all('tasks')).toMatchObject([{ rev: 0, title: '回访' }]);
    await core.syncNow();
    expect(await core.all('tasks')).toEqual([]);
  });
});

const addTask = (core: ReplicaCore, fields: Record<string, string> = {}) =>
  core.edit({
    collection: 'tasks',
    intent: 'task.add',
    customerId,
    next: {
      title: '回访',
      kind: 'call',
      priority: 'normal',
      status: 'open',
      dueOn: '2026-11-30',
      assigneeId: '01890000-0000-7000-8000-00000000000a',
      createdById: '01890000-0000-7000-8000-00000000000a',
      ...fields,
    },
  });

describe('an edit', () => {
  const pull = () => withRows([customerRow(1)]);

  it('that changes nothing is none', async () => {
    const core = await boot({ pull, push: unreachable });
    await core.syncNow();
    expect(await edit(core, { mobile: '13900000001' })).toMatchObject({ mutationId: '' });
    expect(outbox(core)).toEqual([]);
  });

  it('is refused before it is saved when the role may not make it or the model does not know it', async () => {
    const core = await boot({ pull, push: unreachable });
    await core.syncNow();
    await expect(edit(core, { customerNo: 'C0002' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(edit(core, { mobile: 'none' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(addTask(core, { dueOn: 'soon' })).rejects.toMatchObject({ code: 'invalid' });
    expect(outbox(core)).toEqual([]);
    expect(await customer(core)).toMatchObject({ mobile: '13900000001', grade: 'gold' });
  });

  it('[P10] is in its document after a restart, when the program died between the outbox row and the document', async () => {
    const device = createDevice('http://server.test');
    const script: Script = { pull, push: unreachable };
    const first = await bootOn(device, script);
    await first.syncNow();
    await first.signOut();
    await device.write(async (database) => {
      const outbox = await openOutbox(database);
      const edit: Mutation = {
        id: otherId,
        collection: 'customers',
        documentId: customerId,
        customerId,
        op: 'update',
        intent: 'customer.edit',
        baseRev: 1,
        base: { mobile: '13900000001' },
        next: { mobile: '13900000002' },
        at: '2026-11-21T08:00:00.000Z',
      };
      await outbox.append([edit], user.id, []);
    });
    const second = await bootOn(device, script);
    expect(await customer(second)).toMatchObject({ mobile: '13900000002', rev: 1 });
  });

  it('[P10] [N11] has a copy in the journal again, should the journal have lost it', async () => {
    const device = createDevice('http://server.test');
    const script: Script = { pull, push: unreachable };
    const first = await bootOn(device, script);
    await first.syncNow();
    await edit(first, { mobile: '13900000002' });
    await edit(first, { mobile: '13900000003' });
    const [kept, lost] = device.journal.copies.splice(0);
    if (kept === undefined || lost === undefined) throw new Error('both edits have a copy');
    device.journal.copies.push(kept);
    await first.signOut();
    const second = await bootOn(device, script);
    expect(device.journal.copies.map(({ mutationId }) => mutationId)).toEqual([
      kept.mutationId,
      lost.mutationId,
    ]);
    expect(device.journal.copies[1]).toMatchObject({ authorId: user.id, sealed: expect.any(String) });
    await second.signOut();
    await bootOn(device, script);
    expect(device.journal.copies).toHaveLength(2);
  });

  it('[P10] is there after a restart', async () => {
    const device = createDevice('http://server.test');
    const script: Script = { pull, push: unreachable };
    const first = await bootOn(device, script);
    await first.syncNow();
    await edit(first, { mobile: '13900000002' });
    await addTask(first);
    await first.signOut();
    const second = await bootOn(device, script);
    expect(await customer(second)).toMatchObject({ mobile: '13900000002' });
    expect(await second.all('tasks')).toHaveLength(1);
    expect(outbox(second)).toHaveLength(2);
  });
});
