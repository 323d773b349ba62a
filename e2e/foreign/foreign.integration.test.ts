import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addFile, addPerson, PASSWORD } from '#sync-server/test/bank.ts';
import { stamped } from '#sync-server/test/node.ts';
import { eventually } from '../support/wait.ts';
import { Journal } from './journal.ts';
import { send } from './push.ts';
import { newMachine, Session } from './session.ts';
import { Stream } from './stream.ts';
import { ask, newId, PROTOCOL, SCHEMA } from './wire.ts';
import { change, contents, refusal, World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());

describe('a client written from docs/SYNC.md alone', () => {
  it('[L2] [L4] [L9] [L10] [A2] holds what a second device downloads afresh', async () => {
    const { manager } = world.bank.people;
    const id = await world.customer();
    const first = await world.seat(manager);
    await first.edit(change(id, { remarks: '从前' }));
    await first.pull();
    expect(first.store.read('customers', id)?.remarks).toBe('从前');
    await first.push();
    const others = await world.customers(51);
    await first.session.refresh();
    first.limit = 20;
    await first.pull();
    const second = await world.signIn(manager);
    second.limit = 20;
    expect((await second.pull()).length).toBeGreaterThan(1);
    for (const other of others) expect(first.store.read('customers', other)).toBeDefined();
    expect(contents(first)).toEqual(contents(second));
  });

  it('[P1] [P2] [P7] [M2] [M3] gets every outcome, and the same one for an edit sent again', async () => {
    const { manager, boss } = world.bank.people;
    const id = await world.customer();
    const elsewhere = await addFile(world.database.pool, world.bank.south);
    const mine = await world.seat(manager);
    const theirs = await world.seat(boss);
    const edits = [
      change(id, { occupation: '教师' }),
      change(id, { remarks: '我的' }),
      change(id, { mobile: '13900000003' }),
      change(elsewhere, { remarks: '看不见' }),
      change(id, { customerNo: 'X' }),
      change(id, { lifecycle: 'dormant' }),
      { ...change(id, { remarks: 'x' }), intent: 'no.such' },
    ].map((wish) => mine.mutation(wish));
    await send(theirs.session, [theirs.mutation(change(id, { mobile: '13900000002', remarks: '他的' }))]);
    const { results } = await send(mine.session, edits);
    expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['accepted', undefined],
      ['merged', undefined],
      ['conflict', 'same_field_edited'],
      ['parked', 'out_of_scope'],
      ['rejected', 'field_not_writable'],
      ['parked', 'needs_approval'],
      ['rejected', 'invalid'],
    ]);
    const again = await send(mine.session, edits);
    const told = ({ row: _row, ...rest }: (typeof results)[number]) => rest;
    expect(again.results.map(told)).toEqual(results.map(told));
    await stamped(world.database.pool);
    await mine.pull();
    // One item each for what was parked, for what waits for approval and for the conflict.
    expect(mine.store.rows('inbox').size).toBeGreaterThanOrEqual(3);
  });

  it('[C4] [P12] [L5] has its saved view on its other machine, and a complaint with the file', async () => {
    const { manager, boss } = world.bank.people;
    const customerId = await world.customer();
    const mine = await world.seat(manager);
    const [view, complaint] = [newId(), newId()];
    await mine.edit({
      collection: 'personal',
      documentId: view,
      intent: 'personal.view',
      op: 'create',
      next: { kind: 'view', list: 'customers', name: '我的客户', value: {} },
    });
    await mine.edit({
      collection: 'cases',
      documentId: complaint,
      customerId,
      intent: 'case.open',
      op: 'create',
      next: {
        kind: 'complaint',
        severity: 'normal',
        status: 'open',
        channel: 'call',
        subject: '等候',
        detail: '等候过久',
        openedAt: new Date().toISOString(),
        dueOn: '2026-12-01',
        ownerId: manager.id,
      },
    });
    expect((await mine.push()).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    await stamped(world.database.pool);
    const other = await world.seat(manager);
    expect(other.store.read('personal', view)?.ownerId).toBe(manager.id);
    expect(other.store.read('cases', complaint)?.createdById).toBe(manager.id);
    const colleague = await world.seat(boss);
    expect(colleague.store.read('personal', view)).toBeUndefined();
    expect(colleague.store.read('cases', complaint)).toBeDefined();
  });

  it('[S1] [L4] pulls at a poke what a colleague has edited', async () => {
    const { manager, boss } = world.bank.people;
    const id = await world.customer();
    const reader = await world.seat(boss);
    const writer = await world.seat(manager);
    const heard: string[] = [];
    const stream = new Stream(reader.session, (event) => heard.push(event));
    onTestFinished(() => stream.stop());
    await eventually('the stream is open', () => heard.includes('open'));
    await writer.edit(change(id, { remarks: '有消息' }));
    await writer.push();
    await eventually('the edit came by a poke', async () => {
      if (heard.includes('poke')) await reader.pull();
      return reader.store.read('customers', id)?.remarks === '有消息';
    });
  });

  it('[X7] [X10] [L5] [L11] evicts a reassigned customer, after what waits for that file was pushed', async () => {
    const { manager, otherManager, boss } = world.bank.people;
    const id = await world.customer();
    const before = await world.seat(manager);
    const theBoss = await world.seat(boss);
    await theBoss.session.ask('/admin/reassign', {
      customerIds: [id],
      managerId: otherManager.id,
      reason: '调岗',
    });
    await stamped(world.database.pool);
    await before.edit(change(id, { remarks: '晚了' }));
    await before.pull();
    expect(before.store.outbox).toEqual([]);
    // What was said of the file in the inbox stays, and no longer names it.
    expect(before.store.rows('inbox').size).toBeGreaterThan(0);
    expect(JSON.stringify(contents(before))).not.toContain(id);
    expect((await world.seat(otherManager)).store.read('customers', id)).toBeDefined();
  });

  it('[L12] [L14] [L19] goes on as somebody with another role', async () => {
    const { north } = world.bank;
    const id = await world.customer();
    const person = await addPerson(world.database.pool, {
      username: newId().slice(-12),
      role: 'teller',
      branchId: north,
    });
    const station = await world.seat(person);
    expect(station.store.read('customers', id)?.remarks).toBeUndefined();
    const admin = await world.seat(world.bank.people.admin);
    await admin.session.ask(`/admin/users/${person.id}`, { role: 'branch_manager', reason: '升职' });
    station.limit = 5;
    await station.pull();
    expect(station.store.place.complete).toBe(true);
    expect(contents(station)).toEqual(contents(await world.seat(person)));
  });

  it('[V4] [L1] [A1] is refused with another protocol, a checkpoint not given and a wrong password', async () => {
    const { session, store } = await world.seat(world.bank.people.teller);
    const { deviceId } = session.machine;
    const { checkpoint } = store.place;
    const right = { protocol: PROTOCOL, schema: SCHEMA, deviceId, checkpoint };
    const pull = (over: object) => refusal(session.once('/sync/pull', { ...right, ...over }));
    expect(await pull({ protocol: PROTOCOL - 2 })).toBe('client_too_old');
    expect(await pull({ protocol: PROTOCOL + 1 })).toBe('server_too_old');
    expect(await pull({ protocol: PROTOCOL + 1, colour: 'red' })).toBe('server_too_old');
    expect(await pull({ schema: SCHEMA + 1 })).toBe('server_too_old');
    expect(await pull({ colour: 'red' })).toBe('bad_request');
    expect(await pull({ checkpoint: `A${checkpoint?.slice(1)}` })).toBe('bad_request');
    expect(await pull({ deviceId: newId() })).toBe('forbidden');
    const body = { username: 'teller', password: 'wrong', deviceId };
    expect(await refusal(ask(`${world.url}/auth/sign-in`, { body }))).toBe('credentials_invalid');
  });

  it('[A2] [A3] [D1] [D2] keeps its session through lost answers, and another machine gets none of it', async () => {
    const { teller } = world.bank.people;
    const machine = await newMachine();
    const session = await Session.signIn(world.url, machine, teller.username, PASSWORD);
    const { refreshToken } = session;
    const again = (body: object) =>
      ask<{ refreshToken: string }>(`${world.url}/auth/refresh`, {
        body: { refreshToken, deviceId: machine.deviceId, ...body },
      });
    await session.refresh();
    expect((await again({})).refreshToken).toBe(session.refreshToken);
    await session.ask('/sync/pull', {
      protocol: PROTOCOL,
      schema: SCHEMA,
      deviceId: machine.deviceId,
      checkpoint: null,
    });
    expect((await again({})).refreshToken).toBe(session.refreshToken);
    const stranger = { ...machine, key: (await newMachine()).key };
    expect(await refusal(Session.signIn(world.url, stranger, teller.username, PASSWORD))).toBe('forbidden');
    expect(await refusal(new Journal(world.url, stranger).contact())).toBe('unauthenticated');
    await session.refresh();
    expect(await refusal(again({}))).toBe('session_revoked');
    expect(await refusal(session.once('/admin/users'))).toBe('session_revoked');
  });
});
