import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64Of, bytesOf } from '#shared/crypto/base64.ts';
import { sign } from '#shared/crypto/signature.ts';
import type { InboxItem } from '#shared/model/inbox.ts';
import { EDIT_PURPOSE, type SealedCopy } from '#shared/protocol/device.ts';
import type { RunningServer } from '../server.ts';
import { addFile, addPerson, makeBank, type Person, patch, type TestBank } from '../test/bank.ts';
import { Device } from '../test/device.ts';
import { customerEdit, newLog } from '../test/mutations.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { type Author, SpeakingDevice } from '../test/speaking-device.ts';

let database: TestDatabase;
let server: RunningServer;
let second: RunningServer;
let bank: TestBank;
let device: SpeakingDevice;
let teller: Author;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
  second = await startNode(database.url, { stamps: false });
  bank = await makeBank(database.pool);
  device = await SpeakingDevice.at(server.url);
  teller = await device.signInAs(bank.people.teller);
});
afterAll(async () => {
  await second.close();
  await server.close();
  await database.drop();
});

const own = () => addFile(database.pool, bank.north);

const newTeller = () =>
  addPerson(database.pool, { username: `t${v7().slice(-8)}`, role: 'teller', branchId: bank.north });

async function outcomesOf(...copies: SealedCopy[]): Promise<string[]> {
  const results = await device.deliver(...copies);
  expect(results.map((result) => result.mutationId)).toEqual(copies.map((copy) => copy.mutationId));
  return results.map((result) => result.outcome);
}

async function logsOf(customerId: string): Promise<{ authorId: string; authorName: string }[]> {
  const found = await database.pool.query<{ doc: { authorId: string; authorName: string } }>(
    `select doc from contact_logs where customer_id = $1 and updated_by is not null order by id`,
    [customerId],
  );
  return found.rows.map((row) => row.doc);
}

async function inboxOf(person: Pick<Person, 'id'>): Promise<InboxItem[]> {
  const found = await database.pool.query<{ doc: InboxItem }>('select doc from inbox where owner_id = $1', [
    person.id,
  ]);
  return found.rows.map((row) => row.doc);
}

async function faultsOf(copy: SealedCopy): Promise<string[]> {
  const found = await database.pool.query<{ fault: string; sealed: Buffer }>(
    'select fault, sealed from sealed_unreadable where mutation_id = $1',
    [copy.mutationId],
  );
  return found.rows.map((row) => {
    expect(row.sealed.toString('base64')).toBe(copy.sealed);
    return row.fault;
  });
}

describe('a sealed copy', () => {
  it('[D4] is applied in the name of its author, whoever is signed in', async () => {
    const customerId = await own();
    await device.signInAs(bank.people.manager);
    expect(await outcomesOf(await device.copyOf(teller, newLog(customerId)))).toEqual(['accepted']);
    expect(await logsOf(customerId)).toMatchObject([
      { authorId: bank.people.teller.id, authorName: bank.people.teller.name },
    ]);
  });

  it('[D4] of an edit that was pushed, or is pushed after it, is applied once', async () => {
    const customerId = await own();
    await device.signInAs(bank.people.teller);
    const [pushed, delivered] = [newLog(customerId), newLog(customerId)];
    expect(await device.pushOne(pushed)).toMatchObject({ outcome: 'accepted' });
    expect(await outcomesOf(await device.copyOf(teller, pushed))).toEqual(['accepted']);
    expect(await outcomesOf(await device.copyOf(teller, delivered))).toEqual(['accepted']);
    expect(await device.pushOne(delivered)).toMatchObject({ outcome: 'accepted', row: { rev: 1 } });
    expect(await logsOf(customerId)).toHaveLength(2);
  });

  it('[D4] and the push of the same edit at the same moment over two nodes are applied once', async () => {
    const customerId = await own();
    await device.signInAs(bank.people.teller);
    const mutation = customerEdit(customerId, { occupation: null }, { occupation: '教师' });
    const copy = await device.copyOf(teller, mutation);
    const request = await device.signed('/device/sealed', { copies: [copy, copy] });
    const elsewhere = new Device(second.url);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => [
        device.pushOne(mutation).then((result) => [result.outcome]),
        elsewhere
          .post('/device/sealed', request)
          .then((body) => (body as { results: { outcome: string }[] }).results.map((one) => one.outcome)),
      ]).flat(),
    );
    expect(new Set(answers.flat())).toEqual(new Set(['accepted']));
    const rows = await database.pool.query('select rev from customers where id = $1', [customerId]);
    expect(rows.rows).toEqual([{ rev: 2 }]);
  });

  it('[D4] follows the order of the journal, though colleagues took turns', async () => {
    const customerId = await own();
    const colleague = await device.signInAs(bank.people.boss);
    const change = (before: string | null, after: string) =>
      customerEdit(customerId, { occupation: before }, { occupation: after });
    expect(
      await outcomesOf(
        await device.copyOf(teller, change(null, '甲')),
        await device.copyOf(colleague, change('甲', '乙')),
        await device.copyOf(teller, change('乙', '丙')),
      ),
    ).toEqual(['accepted', 'accepted', 'accepted']);
    const found = await database.pool.query('select doc from customers where id = $1', [customerId]);
    expect(found.rows[0]).toMatchObject({ doc: { occupation: '丙' } });
  });

  it('[D4] of a file that somebody holds locked is to be sent again, and so are later ones of its document', async () => {
    const [busy, free] = [await own(), await own()];
    const colleague = await device.signInAs(bank.people.boss);
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('select 1 from customers where id = $1 for update', [busy]);
    const copies = [
      await device.copyOf(teller, customerEdit(busy, { occupation: null }, { occupation: '甲' })),
      await device.copyOf(colleague, customerEdit(busy, { occupation: '甲' }, { occupation: '乙' })),
      await device.copyOf(teller, newLog(free)),
    ];
    expect(await outcomesOf(...copies)).toEqual(['retry', 'retry', 'accepted']);
    await client.query('rollback');
    client.release();
    expect(await outcomesOf(...copies)).toEqual(['accepted', 'accepted', 'accepted']);
  });
});

describe('an author who is not there', () => {
  it('[D5] and is disabled has the edit parked, and learns of it without a value', async () => {
    const customerId = await own();
    const person = await newTeller();
    const author = await device.signInAs(person);
    const copy = await device.copyOf(author, newLog(customerId));
    await database.pool.query('update users set disabled = true where id = $1', [person.id]);
    expect(await outcomesOf(copy)).toEqual(['parked']);
    expect(await logsOf(customerId)).toEqual([]);
    const parked = await database.pool.query('select customer_id from parked_edits where mutation_id = $1', [
      copy.mutationId,
    ]);
    expect(parked.rows).toEqual([{ customer_id: customerId }]);
    const [item] = await inboxOf(person);
    expect(item).toMatchObject({ outcome: 'parked', mutationId: copy.mutationId });
    expect(item).not.toHaveProperty('customerId');
    expect(item?.fields.every((field) => !Object.hasOwn(field, 'mine'))).toBe(true);
  });

  it('[D5] and has lost the file has it parked as well', async () => {
    const customerId = await own();
    const person = await newTeller();
    const author = await device.signInAs(person);
    const copy = await device.copyOf(author, customerEdit(customerId, {}, { occupation: '教师' }));
    await patch(database.pool, 'customers', customerId, { branchId: bank.south });
    expect(await outcomesOf(copy)).toEqual(['parked']);
  });

  it('[D5] finds an edit that was refused in the inbox, with what they wrote', async () => {
    const customerId = await own();
    const person = await newTeller();
    const author = await device.signInAs(person);
    const copies = [
      await device.copyOf(author, customerEdit(customerId, {}, { remarks: '猜测' })),
      await device.copyOf(author, newLog(customerId, { channel: 'telepathy' })),
    ];
    expect(await outcomesOf(...copies)).toEqual(['rejected', 'rejected']);
    expect(await outcomesOf(...copies)).toEqual(['rejected', 'rejected']);
    const items = await inboxOf(person);
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      outcome: 'rejected',
      reason: 'field_not_writable',
      customerId,
      fields: [{ field: 'remarks', mine: '猜测' }],
    });
  });
});

describe('[D6] a copy that is not what it claims', () => {
  it('is kept, answered, and holds up nothing', async () => {
    const customerId = await own();
    const colleague = await device.signInAs(bank.people.boss);
    const elsewhere = await SpeakingDevice.at(server.url);
    const abroad = await elsewhere.signInAs(bank.people.teller);
    const text = JSON.stringify(newLog(customerId));
    const good = async () => device.copyOf(teller, newLog(customerId));

    const tampered = await good();
    const bytes = bytesOf(tampered.sealed);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    const otherMutation = newLog(customerId);
    const bad: [SealedCopy, string][] = [
      [{ ...tampered, sealed: base64Of(bytes) }, 'does_not_open'],
      [{ ...(await good()), sealed: btoa('nothing of ours') }, 'does_not_open'],
      [await device.copyOf(teller, newLog(customerId), { signature: btoa('x'.repeat(64)) }), 'not_signed'],
      // A colleague's certificate over my signature, and mine with the colleague's name in it.
      [await device.copyOf(teller, newLog(customerId), { certificate: colleague.certificate }), 'not_signed'],
      [
        await device.copyOf(teller, newLog(customerId), {
          certificate: { ...teller.certificate, userId: colleague.id },
        }),
        'not_certified',
      ],
      [
        await device.copyOf(teller, newLog(customerId), {
          certificate: { ...teller.certificate, publicKey: colleague.keys.publicKey },
        }),
        'not_certified',
      ],
      [await device.copyOf(abroad, newLog(customerId)), 'other_device'],
      [await device.copyOf(teller, newLog(customerId), { mutation: text }), 'not_signed'],
      [{ ...(await device.copyOf(teller, otherMutation)), mutationId: v7() }, 'other_envelope'],
      [{ ...(await good()), authorId: colleague.id }, 'other_envelope'],
      [
        await device.copyOf(teller, newLog(customerId), {
          mutation: '{"id":"0"}',
          signature: await sign(teller.keys.privateKey, EDIT_PURPOSE, '{"id":"0"}'),
        }),
        'malformed',
      ],
      [await device.copyOf(teller, newLog(customerId, { note: 'a\u0000b' })), 'malformed'],
    ];
    const copies = bad.map(([copy]) => copy);
    const last = await good();
    const outcomes = await outcomesOf(...copies, last);
    const answers = bad.map(([, fault]) => (fault === 'other_device' ? 'parked' : 'unreadable'));
    expect(outcomes).toEqual([...answers, 'accepted']);
    expect(await outcomesOf(...copies, last)).toEqual(outcomes);
    for (const [copy, fault] of bad) expect(await faultsOf(copy), fault).toEqual([fault]);
    expect(await logsOf(customerId)).toHaveLength(1);
    const admin = await Device.of(server.url, bank.people.admin);
    expect(await admin.request('/operations/status')).toMatchObject({ unreadableCopies: bad.length });
  });

  it('delivered by another device than the one it was made on is not applied', async () => {
    const customerId = await own();
    const thief = await SpeakingDevice.at(server.url);
    await thief.signInAs(bank.people.boss);
    const copy = await device.copyOf(teller, newLog(customerId));
    expect(await thief.deliver(copy)).toEqual([{ mutationId: copy.mutationId, outcome: 'parked' }]);
    expect(await logsOf(customerId)).toEqual([]);
    // Its own device is not kept from delivering it.
    expect(await outcomesOf(copy)).toEqual(['accepted']);
  });
});
