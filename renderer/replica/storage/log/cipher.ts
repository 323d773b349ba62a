import { type Bytes, concat, u32s } from '../bytes.ts';
import { BlockError } from '../errors.ts';

/** What a block holds. Part of what is authenticated, so that one kind never passes for another. */
export const blockKind = { data: 1, page: 2, manifest: 3 } as const;
export type BlockKind = (typeof blockKind)[keyof typeof blockKind];

/** The cipher suites a block can name. One so far; a successor gets the next number and both stay readable. */
const AES_256_GCM = 1;
const STORED = 0;
const DEFLATED = 1;

/** suite, compression, kind, reserved; then the nonce, then ciphertext and tag. */
const HEADER = 4;
const NONCE = 12;
const KEY = 32;

/** Under this a stream costs more time than the bytes it saves are worth; an edit is smaller. */
const WORTH_DEFLATING = 4096;

/** A block on its way: its key is known at once, so that the key ring can be made ready meanwhile. */
export interface Sealed {
  number: number;
  /** The block's own key. It encrypts this one message and never another. */
  key: Bytes;
  record: Promise<Bytes>;
}

/** Deflates and encrypts a block under a fresh key, bound to its database, kind and number. */
export function seal(crypto: Crypto, database: Bytes, kind: BlockKind, number: number, plain: Bytes): Sealed {
  const key = crypto.getRandomValues(new Uint8Array(KEY));
  const record = encrypted(crypto, key, kind, plain, (header) => bound(database, number, header));
  // Whoever commits it hears of a failure, if anybody still wants it by then.
  record.catch(() => undefined);
  return { number, key, record };
}

async function encrypted(
  crypto: Crypto,
  key: Bytes,
  kind: BlockKind,
  plain: Bytes,
  bind: (header: Bytes) => Bytes,
): Promise<Bytes> {
  const usable = imported(crypto, key, 'encrypt');
  const deflated = kind === blockKind.data && plain.length >= WORTH_DEFLATING;
  const body = deflated ? await through(new CompressionStream('deflate-raw'), plain) : plain;
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const header = new Uint8Array([AES_256_GCM, deflated ? DEFLATED : STORED, kind, 0]);
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: bind(header) },
    await usable,
    body,
  );
  return concat([header, nonce, new Uint8Array(cipher)]);
}

/** Opens a block, or throws {@link BlockError}: for flipped bytes, a cut end, another block in its place. */
export async function unseal(
  crypto: Crypto,
  database: Bytes,
  number: number,
  key: Bytes,
  record: Uint8Array,
): Promise<{ kind: number; plain: Bytes }> {
  if (record.length < HEADER + NONCE) throw new BlockError('block_corrupt', number);
  const bytes = record as Bytes;
  const header = bytes.subarray(0, HEADER);
  if (header[0] !== AES_256_GCM) throw new BlockError('unknown_suite', number);
  try {
    const body = new Uint8Array(
      await crypto.subtle.decrypt(
        {
          name: 'AES-GCM',
          iv: bytes.subarray(HEADER, HEADER + NONCE),
          additionalData: bound(database, number, header),
        },
        await imported(crypto, key, 'decrypt'),
        bytes.subarray(HEADER + NONCE),
      ),
    );
    const plain = header[1] === DEFLATED ? await through(new DecompressionStream('deflate-raw'), body) : body;
    return { kind: header[2] ?? 0, plain };
  } catch {
    throw new BlockError('block_corrupt', number);
  }
}

/** Encrypts the key ring's parts: many messages under one key, so with a random nonce each. */
export async function wrap(crypto: Crypto, key: CryptoKey, purpose: Bytes, plain: Bytes): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const suite = new Uint8Array([AES_256_GCM]);
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: concat([suite, purpose]) },
    key,
    plain,
  );
  return concat([suite, nonce, new Uint8Array(cipher)]);
}

/** `null` where the key is not the right one or the bytes have changed: nobody can tell which. */
export async function unwrap(
  crypto: Crypto,
  key: CryptoKey,
  purpose: Bytes,
  record: Uint8Array,
): Promise<Bytes | null> {
  const bytes = new Uint8Array(record);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        {
          name: 'AES-GCM',
          iv: bytes.subarray(1, 1 + NONCE),
          additionalData: concat([bytes.subarray(0, 1), purpose]),
        },
        key,
        bytes.subarray(1 + NONCE),
      ),
    );
  } catch {
    return null;
  }
}

export function imported(
  crypto: Crypto,
  key: Bytes,
  use: 'encrypt' | 'decrypt' | 'both',
): Promise<CryptoKey> {
  const usages: KeyUsage[] = use === 'both' ? ['encrypt', 'decrypt'] : [use];
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, usages);
}

function bound(database: Bytes, number: number, header: Bytes): Bytes {
  return concat([database, u32s(number), header]);
}

async function through(stream: GenericTransformStream, bytes: Bytes): Promise<Bytes> {
  const writer: WritableStreamDefaultWriter<Bytes> = stream.writable.getWriter();
  // A broken stream rejects on both ends; the reading end reports it.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts.length === 1 && parts[0] !== undefined ? new Uint8Array(parts[0]) : concat(parts);
    parts.push(value);
  }
}
