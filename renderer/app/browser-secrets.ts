import { secretName } from '#shared/ipc/desktop-api.ts';
import { openDeviceDatabase } from './device-database.ts';

const DATABASE = 'branchline-device';
const STORE = 'secrets';
/** With a colon, so that no secret can have this name. */
const KEY_NAME = 'key:device';
const ALGORITHM = 'AES-GCM';

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface BrowserSecrets {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * Small secrets in IndexedDB, encrypted under a WebCrypto key that scripts can use but not export. This keeps them
 * from a glance at the profile folder and from other origins, not from somebody who holds the disk and runs the
 * browser on it: the desktop's key store is there for that (docs/SECURITY.md).
 */
export function openBrowserSecrets(): BrowserSecrets {
  const database = openDeviceDatabase(DATABASE, STORE, (created) => created.createObjectStore(STORE));
  const get = <T>(key: string) => database.read<T | undefined>((store) => store.get(key));

  /** Two windows may start at once: the key that was stored first is the key of both. */
  async function deviceKey(): Promise<CryptoKey> {
    const known = await get<CryptoKey>(KEY_NAME);
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    try {
      await database.write((store) => store.add(made, KEY_NAME));
      return made;
    } catch {
      const other = await get<CryptoKey>(KEY_NAME);
      if (!other) throw new Error('device key could not be stored');
      return other;
    }
  }

  return {
    read: async (name) => {
      const [sealed, key] = await Promise.all([
        get<Sealed>(secretName.parse(name)),
        get<CryptoKey>(KEY_NAME),
      ]);
      if (!sealed || !key) return null;
      try {
        const parameters = { name: ALGORITHM, iv: sealed.iv, additionalData: utf8(name) };
        return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, sealed.data));
      } catch {
        return null;
      }
    },
    write: async (name, value) => {
      const key = await deviceKey();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      // The name is authenticated too: a sealed value moved under another name does not open.
      const parameters = { name: ALGORITHM, iv, additionalData: utf8(name) };
      const data = await crypto.subtle.encrypt(parameters, key, utf8(value));
      await database.write((store) => store.put({ iv, data } satisfies Sealed, secretName.parse(name)));
    },
    remove: async (name) => {
      await database.write((store) => store.delete(secretName.parse(name)));
    },
  };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
