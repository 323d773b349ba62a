import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { failureOf } from './failures.ts';

const withCode = (code: string, errno?: number) =>
  Object.assign(new Error(code), { code, ...(errno !== undefined && { errno }) });

it('a fault of this machine’s files is never told as a server that cannot be reached', async () => {
  const missing: unknown = await readFile(join(tmpdir(), 'no', 'such', 'file')).catch(
    (error: unknown) => error,
  );
  expect(failureOf(missing).reason).toBe('file_fault');
  for (const [code, errno] of [
    ['EACCES', -13],
    ['EROFS', -30],
    ['EXDEV', -18],
    ['EIO', -5],
    ['UNKNOWN', -4094],
  ] as const)
    expect(failureOf(withCode(code, errno)).reason, code).toBe('file_fault');
  for (const code of ['ENOSPC', 'EDQUOT']) expect(failureOf(withCode(code, -28)).reason).toBe('no_space');
});

it('a line that is down is, whoever made the request', async () => {
  const refused = await new Promise<unknown>((resolve) => connect(9, '127.0.0.1').on('error', resolve));
  expect(failureOf(refused).reason).toBe('unreachable');
  expect(failureOf(new Error('net::ERR_INTERNET_DISCONNECTED')).reason).toBe('unreachable');
  expect(failureOf(withCode('ECONNRESET', -104)).reason).toBe('unreachable');
});
