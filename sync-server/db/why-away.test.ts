import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { databaseFault } from './faults.ts';
import { createClient } from './pool.ts';
import { isFileOfAddress, whyAway } from './why-away.ts';

const coded = (code: string, message = 'refused for "user" at db.bank.example') =>
  Object.assign(new Error(message), { code });

const connect = async (url: string): Promise<unknown> => {
  try {
    const client = createClient(url, 'test');
    await client.connect();
    await client.end();
  } catch (error) {
    return error;
  }
};

describe('what keeps a program from its database', () => {
  test.each([
    ['EAI_AGAIN', /name of its machine/],
    ['EHOSTUNREACH', /Nothing answers/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /sslrootcert/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /sslrootcert/],
    ['CERT_HAS_EXPIRED', /not valid any more/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
    ['28P01', /name or the password/],
    ['28000', /pg_hba\.conf/],
    ['3D000', /no database/],
  ])('%s is told in words, and to a client means that the database is away', (code, words) => {
    expect(whyAway(coded(code))).toMatch(words);
    expect(databaseFault(coded(code))).toBe('unavailable');
  });

  test('the sentence never repeats what PostgreSQL said, which names user and address', () => {
    for (const code of ['28P01', '28000', 'ENOTFOUND', '08006']) {
      expect(whyAway(coded(code))).not.toMatch(/user"|bank\.example/);
    }
  });

  test('a port at which nobody listens is told as such, whichever of the addresses of the name was tried', async () => {
    expect(whyAway(await connect('postgres://nobody@127.0.0.1:1/none'))).toMatch(/Nothing answers/);
    expect(whyAway(new AggregateError([coded('ECONNREFUSED')]))).toMatch(/Nothing answers/);
    expect(whyAway(new Error('timeout exceeded when trying to connect'))).toMatch(/Nothing answers/);
  });

  test('a PostgreSQL without TLS that is asked for it is told as such', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end('N')));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const fault = await connect(`postgres://nobody@127.0.0.1:${port}/none?sslmode=verify-full`);
    server.close();
    expect(whyAway(fault)).toMatch(/does not speak TLS/);
    expect(databaseFault(fault)).toBe('unavailable');
  });

  test('a file of the address that is not there is told from other files', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/none?sslmode=verify-full&sslrootcert=/nowhere/bank%20ca.pem';
    expect(isFileOfAddress(await connect(url), url)).toBe(true);
    expect(isFileOfAddress(Object.assign(coded('ENOENT'), { path: '/nowhere/else' }), url)).toBe(false);
    expect(isFileOfAddress(coded('ENOENT'), url)).toBe(false);
  });
});
