import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileOrNull, writeFileAtomic } from './atomic-file.ts';

/** The part of Electron's `safeStorage` that is used: the asynchronous one. */
export interface Sealer {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }>;
  getSelectedStorageBackend(): string;
}

export interface SecretStore {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * Linux without a key ring "seals" with a password that is in Chromium's source: worse than nothing, because it looks
 * sealed. There the secrets live in memory until the program ends, and the user signs in online again.
 */
export async function canSeal(sealer: Sealer, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await sealer.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(sealer.getSelectedStorageBackend());
}

export async function openSecretStore(
  folder: string,
  sealer: Sealer,
  platform: NodeJS.Platform,
): Promise<SecretStore> {
  return (await canSeal(sealer, platform)) ? sealedFiles(folder, sealer) : inMemory();
}

/** One file per secret. The file's name is a digest, so that the folder does not list who works here. */
function sealedFiles(folder: string, sealer: Sealer): SecretStore {
  const pathOf = (name: string) => join(folder, `${createHash('sha256').update(name).digest('hex')}.sealed`);

  async function write(name: string, value: string): Promise<void> {
    await writeFileAtomic(pathOf(name), await sealer.encryptStringAsync(value));
  }

  return {
    write,
    async read(name) {
      const sealed = await readFileOrNull(pathOf(name));
      if (!sealed) return null;
      const opened = await unseal(sealer, sealed);
      if (opened?.shouldReEncrypt) await write(name, opened.result);
      return opened?.result ?? null;
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

/** A key ring that was reset, or a profile copied from another machine: the secret is lost, the program is not. */
async function unseal(
  sealer: Sealer,
  sealed: Buffer,
): Promise<{ shouldReEncrypt: boolean; result: string } | null> {
  try {
    const first = await sealer.decryptStringAsync(sealed);
    // After a key rotation only the second call answers under the new key.
    return first.shouldReEncrypt
      ? { shouldReEncrypt: true, result: (await sealer.decryptStringAsync(sealed)).result }
      : first;
  } catch {
    return null;
  }
}

function inMemory(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    read: async (name) => secrets.get(name) ?? null,
    write: async (name, value) => {
      secrets.set(name, value);
    },
    remove: async (name) => {
      secrets.delete(name);
    },
  };
}
