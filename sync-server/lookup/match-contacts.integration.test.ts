import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, insert, makeBank, type Person, type TestBank } from '../test/bank.ts';
import { Device, mutationOf } from '../test/device.ts';
import { synced as syncedOn } from '../test/holds.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let bank: TestBank;
let now = new Date('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url, { clock: () => now });
  bank = await makeBank(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const newTeller = () =>
  addPerson(database.pool, { username: `t${v7().slice(-8)}`, role: 'teller', branchId: bank.north });

const synced = (device: Device) => syncedOn(database.pool, device);

function contactOf(person: Pick<Person, 'id'>, number: string, given: object = {}): Mutation {
  return mutationOf({
    collection: 'personal',
    documentId: v7(),
    op: 'create',
    intent: 'personal.unattached',
    baseRev: 0,
    next: {
      ownerId: person.id,
      kind: 'unattached',
      by: 'idNumber',
      number,
      name: '司徒静',
      reason: '断网时来办业务',
      channel: 'counter',
      direction: 'inbound',
      outcome: 'reached',
      occurredAt: '2026-11-19T08:30:00.000Z',
      note: '办理转账',
      state: 'waiting',
      ...given,
    },
  });
}

/** An edit of an unattached contact, as its author saw it. */
function change(contact: Mutation, base: object, next: object): Mutation {
  return mutationOf({
    collection: 'personal',
    documentId: contact.documentId,
    intent: 'personal.unattached',
    base: base as never,
    next: next as never,
  });
}

async function logsOf(customerId: string, author: Pick<Person, 'id'>): Promise<ContactLog[]> {
  const found = await database.pool.query<{ doc: ContactLog }>(
    `select doc from contact_logs where customer_id = $1 and doc ->> 'authorId' = $2`,
    [customerId, author.id],
  );
  return found.rows.map((row) => row.doc);
}

async function answerOf(device: Device, contact: Mutation) {
  return (await synced(device)).get('personal', contact.documentId);
}

describe('a contact without a file', () => {
  it('[X12] is put into the file of the customer with exactly this number, in its author’s name and at its time', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const customerId = await addFile(database.pool, bank.south, { idNumber: '110101198001010011' });
    const contact = contactOf(person, '110101198001010011');
    expect(await device.pushOne(contact)).toMatchObject({ outcome: 'accepted' });
    const [log] = await logsOf(customerId, person);
    expect(log).toMatchObject({
      occurredAt: '2026-11-19T08:30:00.000Z',
      note: '办理转账',
      channel: 'counter',
    });
    const answer = await answerOf(device, contact);
    expect(answer).toMatchObject({ state: 'matched', contactLogId: log?.id });
    for (const field of ['number', 'name', 'note']) expect(answer).not.toHaveProperty(field);
  });

  it('[X12] gives no cover of the file', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const customerId = await addFile(database.pool, bank.south, { idNumber: '110101198001010022' });
    await device.pushOne(contactOf(person, '110101198001010022'));
    expect((await synced(device)).idsOf('customers')).not.toContain(customerId);
    expect(JSON.stringify([...device.documents.values()])).not.toContain(customerId);
  });

  it('[X12] is found by card and by customer number, too', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const customerId = await addFile(database.pool, bank.south, { customerNo: 'C7712345' });
    await insert(database.pool, 'holdings', {
      id: v7(),
      customerId,
      kind: 'card',
      accountNo: '6222020000001234',
    } as never);
    const contacts = [
      contactOf(person, '6222020000001234', { by: 'card' }),
      contactOf(person, 'C7712345', { by: 'customerNo' }),
    ];
    await device.push(...contacts);
    expect(await logsOf(customerId, person)).toHaveLength(2);
  });

  it('[X12] is one log however often it is sent, by push and as a sealed copy', async () => {
    const person = await newTeller();
    const device = await SpeakingDevice.at(server.url);
    const author = await device.signInAs(person);
    const customerId = await addFile(database.pool, bank.south, { idNumber: '110101198001010033' });
    const contact = contactOf(person, '110101198001010033');
    const again = { ...contact, id: v7() };
    await device.deliver(await device.copyOf(author, contact), await device.copyOf(author, again));
    await device.push(contact, again);
    await database.pool.query(
      `update personal set doc = doc || '{"state":"waiting","number":"110101198001010033"}' where id = $1`,
      [contact.documentId],
    );
    await device.pushOne(contactOf(person, 'nobody'));
    expect(await logsOf(customerId, person)).toHaveLength(1);
  });

  it('[X13] with a number that nobody has is unknown; its author corrects it, or gives it up', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const customerId = await addFile(database.pool, bank.south, { idNumber: '110101198001010044' });
    const [mistyped, hopeless] = [contactOf(person, '110101198001010045'), contactOf(person, '1')];
    await device.push(mistyped, hopeless);
    expect(await answerOf(device, mistyped)).toMatchObject({
      state: 'unknown',
      number: '110101198001010045',
    });
    const corrected = change(
      mistyped,
      { number: '110101198001010045', state: 'unknown' },
      { number: '110101198001010044', state: 'waiting' },
    );
    expect(await device.pushOne(corrected)).toMatchObject({ outcome: 'accepted' });
    expect(await answerOf(device, mistyped)).toMatchObject({ state: 'matched' });
    expect(await logsOf(customerId, person)).toHaveLength(1);
    const givenUp = change(hopeless, { state: 'unknown' }, { state: 'discarded' });
    expect(await device.pushOne(givenUp)).toMatchObject({ outcome: 'accepted' });
    expect(await answerOf(device, hopeless)).toMatchObject({ state: 'discarded' });
  });

  it('[X13] is matched by the server alone', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const contact = contactOf(person, '2');
    const foreign = { outcome: 'rejected', reason: 'field_not_writable' };
    expect(await device.pushOne(contactOf(person, '2', { state: 'matched' }))).toMatchObject(foreign);
    await device.pushOne(contact);
    expect(await device.pushOne(change(contact, { state: 'unknown' }, { state: 'matched' }))).toMatchObject(
      foreign,
    );
    expect(
      await device.pushOne(change(contact, { contactLogId: null }, { contactLogId: v7() })),
    ).toMatchObject(foreign);
  });

  it('[X1] of a restricted customer is as unknown as one of nobody', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const customerId = await addFile(database.pool, bank.south, { idNumber: '110101198001010055' });
    await database.pool.query('insert into restrictions (customer_id) values ($1)', [customerId]);
    const contact = contactOf(person, '110101198001010055');
    await device.pushOne(contact);
    expect(await answerOf(device, contact)).toMatchObject({ state: 'unknown' });
    expect(await logsOf(customerId, person)).toEqual([]);
  });

  it('[X14] is a look-up: audited with its reason and without what was typed, and ten a minute are attended to', async () => {
    const person = await newTeller();
    const device = await Device.of(server.url, person);
    const contacts = Array.from({ length: 12 }, (_, index) => contactOf(person, `3${index}`));
    await device.push(...contacts);
    const states = async () => {
      await synced(device);
      return contacts.map(({ documentId }) => device.get<{ state: string }>('personal', documentId)?.state);
    };
    expect((await states()).filter((state) => state === 'waiting')).toHaveLength(2);
    const audited = await database.pool.query<{ reason: string; detail: object }>(
      `select reason, detail from audit_log where actor_id = $1 and action = 'contact.match'`,
      [person.id],
    );
    expect(audited.rows).toHaveLength(10);
    expect(audited.rows[0]).toMatchObject({
      reason: '断网时来办业务',
      detail: { by: 'idNumber', found: false },
    });
    expect(JSON.stringify(audited.rows)).not.toContain('"30"');
    now = new Date(now.getTime() + 61_000);
    await device.pushOne(contactOf(person, '4'));
    expect((await states()).filter((state) => state === 'waiting')).toEqual([]);
  });

  it('[X14] of a relationship manager, who may look nobody up, stays unknown', async () => {
    const device = await Device.of(server.url, bank.people.manager);
    const customerId = await addFile(database.pool, bank.south, { idNumber: '110101198001010066' });
    const contact = contactOf(bank.people.manager, '110101198001010066');
    await device.pushOne(contact);
    expect(await answerOf(device, contact)).toMatchObject({ state: 'unknown' });
    expect(await logsOf(customerId, bank.people.manager)).toEqual([]);
  });
});
