import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSecretStore, type Sealer } from '../secrets.ts';
import { readServerPolicy, writeServerPolicy } from './server-policy.ts';

const sealer: Sealer = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(text).reverse(),
  decryptStringAsync: async (sealed) => ({
    shouldReEncrypt: false,
    result: Buffer.from(sealed).reverse().toString(),
  }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
};

it('what the server decided outlives a restart, sealed; a store that does not open has heard nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-policy-'));
  const open = () => openSecretStore(folder, sealer, 'linux');
  expect(await readServerPolicy(open())).toBeNull();
  await writeServerPolicy(open(), { updateChannel: 'early' });
  expect(await readServerPolicy(open())).toBe('{"updateChannel":"early"}');
  expect(await readServerPolicy(Promise.reject(new Error('no key ring')))).toBeNull();
  await rm(folder, { recursive: true });
});
