import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { readFileIfExists, writeFileAtomic } from './atomic-file.ts';

/** The part of Electron's `safeStorage` that is used: the asynchronous one. */
export interface Sealer {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }>;
  getSelectedStorageBackend(): string;
}

export interface SecretStore {
  /** `null`: there is none, or it will never open again. Rejects where it could not be read now. */
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Key rings of Linux. Any other answer means none, or one that nobody knows yet. */
const KEY_RINGS = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];
/** How a text begins that Chromium sealed on Linux under the password in its source. */
const SEALED_BY_NOTHING = 'v10';

/**
 * Linux without a key ring "seals" with a password that is in Chromium's source: worse than nothing, because it looks
 * sealed. There the secrets live in memory until the program ends, and the user signs in online again. The ring that
 * the desktop prefers may not answer, and is replaced in silence: what came of a text is looked at too.
 */
export async function canSeal(sealer: Sealer, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await sealer.isAsyncEncryptionAvailable())) return false;
  if (platform !== 'linux') return true;
  if (!KEY_RINGS.includes(sealer.getSelectedStorageBackend())) return false;
  const sealed = await sealer.encryptStringAsync('branchline');
  return sealed.subarray(0, SEALED_BY_NOTHING.length).toString('latin1') !== SEALED_BY_NOTHING;
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
      const opened = await patiently(async () => {
        const sealed = await readFileIfExists(pathOf(name));
        return sealed === null ? null : await unseal(sealer, sealed);
      });
      if (opened?.shouldReEncrypt) await write(name, opened.result);
      return opened?.result ?? null;
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

/** Milliseconds to wait before a read is tried again: a scanner lets go of a file, a key ring comes up. */
const PATIENCE = [100, 400, 1_500];

/** Whoever took a passing failure for "none" would make this device anew, and lose what only the old one can open. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (const wait of PATIENCE) {
    try {
      return await read();
    } catch {
      await after(wait);
    }
  }
  return await read();
}

/**
 * `null` after a key ring was reset, or for a profile copied from another machine: the secret is lost, the program is
 * not. Rejects where the key store says that it does not answer now.
 */
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
  } catch (error) {
    // Electron has no other sign of it than these words.
    if (error instanceof Error && /temporarily unavailable/i.test(error.message)) throw error;
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
