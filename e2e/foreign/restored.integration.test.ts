import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { patch } from '#sync-server/test/bank.ts';
import { stamped } from '#sync-server/test/node.ts';
import { eventually } from '../support/wait.ts';
import { sinceNinetyDays } from './digests.ts';
import { Stream } from './stream.ts';
import { change, contents, refusal, World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());

describe('a client written from docs/SYNC.md alone, speaking for its machine', () => {
  it('[D4] [D9] [P1] delivers a sealed edit with nobody signed in, and pushing it too changes nothing', async () => {
    const id = await world.customer();
    const station = await world.seat(world.bank.people.manager);
    const edit = await station.edit(change(id, { remarks: '封好' }));
    const { journal } = station;
    expect(await journal.deliver()).toEqual([{ mutationId: edit.id, outcome: 'accepted' }]);
    expect(await journal.deliver()).toEqual([]);
    const [result] = await station.push();
    expect(result).toMatchObject({ outcome: 'accepted', row: { rev: 2, doc: { remarks: '封好' } } });
  });

  it('[D3] [D8] takes an order of the server, confirms it and is not given it again', async () => {
    const station = await world.seat(world.bank.people.teller);
    const { session, journal } = station;
    const admin = await world.seat(world.bank.people.admin);
    expect((await journal.contact()).orders).toEqual([]);
    await admin.session.ask(`/operations/devices/${session.machine.deviceId}/wipe`, { reason: '丢失' });
    expect(await refusal(station.pull())).toBe('session_revoked');
    const [order] = (await journal.contact()).orders;
    if (order === undefined) throw new Error('no order');
    expect(order.kind).toBe('wipe');
    expect(await journal.genuine(order, session.serverKeys.sign)).toBe(true);
    expect(
      await journal.genuine({ ...order, issuedAt: new Date().toISOString() }, session.serverKeys.sign),
    ).toBe(false);
    expect((await journal.contact([order.id])).orders).toEqual([]);
    expect((await journal.contact()).orders).toEqual([]);
  });
});

describe('a client written from docs/SYNC.md alone, after a backup was put back', () => {
  it('[L15] [L16] [L17] [L18] [P11] [D12] is sent what differs and nothing else, and gives back what was lost', async () => {
    const { manager } = world.bank.people;
    const [changed, same, edited, pending] = [
      await world.customer(),
      await world.customer(),
      await world.customer(),
      await world.customer(),
    ];
    const station = await world.seat(manager);
    const backup = await world.backUp();
    await patch(world.database.pool, 'customers', changed, { remarks: '丢了' });
    const born = await world.customer();
    await station.edit(change(edited, { remarks: '会回来' }));
    await station.push();
    await station.pull();
    expect(station.store.read('customers', changed)?.remarks).toBe('丢了');
    await station.edit(change(pending, { remarks: '还没发' }));
    await world.putBack(backup);

    station.limit = 1;
    const answers = await station.pull();
    expect(answers[0]?.comparing).toBe(true);
    expect(answers.flatMap(({ whole = [] }) => whole).sort()).toEqual([changed, edited].sort());
    expect(answers.flatMap(({ evict }) => evict)).toEqual([born]);
    const sent = answers.flatMap(({ pages }) => pages.flatMap(({ rows }) => rows.map(({ doc }) => doc)));
    expect(sent.filter(({ customerId }) => customerId === same || customerId === pending)).toEqual([]);
    expect(station.store.read('customers', changed)?.remarks).not.toBe('丢了');
    expect(station.store.read('customers', pending)?.remarks).toBe('还没发');

    expect((await station.push()).map(({ outcome }) => outcome)).toEqual(['accepted']);
    await stamped(world.database.pool);
    await station.pull();
    expect(station.store.read('customers', edited)?.remarks).toBe('会回来');
    expect(contents(station)).toEqual(contents(await world.seat(manager)));
  });

  it('[L17] counts for nothing what a push was answered with before the comparison', async () => {
    const id = await world.customer();
    const station = await world.seat(world.bank.people.manager);
    await world.putBack(await world.backUp());
    station.store.place = { ...station.store.place, checkpoint: null, run: '', since: sinceNinetyDays() };
    await station.edit(change(id, { remarks: '中间' }));
    await station.push();
    expect(station.store.rows('customers').get(id)).toMatchObject({
      rev: 1,
      tag: 0,
      doc: { remarks: '中间' },
    });
    const answers = await station.pull();
    expect(answers.flatMap(({ whole = [] }) => whole)).toEqual([id]);
    expect(contents(station)).toEqual(contents(await world.seat(world.bank.people.manager)));
  });

  it('[L18] is compared in several answers, each of them further on', async () => {
    const station = await world.seat(world.bank.people.manager);
    const backup = await world.backUp();
    const files = await world.customers(120);
    await station.pull();
    await world.putBack(backup);
    const born = await world.customers(120);
    station.limit = 50;
    const answers = await station.pull();
    const places = answers.flatMap(({ compare }) => (compare ? [JSON.stringify(compare)] : []));
    expect(places.length).toBeGreaterThan(2);
    expect(new Set(places).size).toBe(places.length);
    expect(answers.flatMap(({ evict }) => evict).sort()).toEqual(files.sort());
    expect(answers.flatMap(({ whole = [] }) => whole).sort()).toEqual(born.sort());
    expect(contents(station)).toEqual(contents(await world.seat(world.bank.people.manager)));
  });

  it('[L16] [S1] hears the server again, and is sent nothing but the inbox where nothing was lost', async () => {
    const station = await world.seat(world.bank.people.manager);
    const before = contents(station);
    const backup = await world.backUp();
    let opened = 0;
    const stream = new Stream(station.session, (event) => {
      if (event === 'open') opened += 1;
    });
    onTestFinished(() => stream.stop());
    await eventually('the stream is open', () => opened === 1);
    await world.putBack(backup);
    await eventually('the stream is open again', () => opened > 1);
    const answers = await station.pull();
    expect(answers[0]?.comparing).toBe(true);
    const sent = answers.flatMap(({ pages }) => pages.map(({ collection }) => collection));
    expect(sent.filter((collection) => collection !== 'inbox')).toEqual([]);
    expect(contents(station)).toEqual(before);
  });
});
