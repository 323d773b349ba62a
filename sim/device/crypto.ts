import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Bytes of the tag that AES-GCM puts after the ciphertext. */
const TAG = 16;

/** The bytes of keys that were imported as such; of others WebCrypto alone knows them. */
const materials = new WeakMap<CryptoKey, Uint8Array>();

const nameOf = (algorithm: AlgorithmIdentifier) =>
  (typeof algorithm === 'string' ? algorithm : algorithm.name).toUpperCase();

/**
 * What WebCrypto would hand to another thread for a few microseconds of work is done at once: a device does it some
 * hundred times in a run, and each way there and back costs more than the work. Everything else, and every call that
 * is not of these plain forms, goes to WebCrypto as ever.
 */
export const quickCrypto = {
  encrypt(algorithm: AesGcmParams, key: CryptoKey, data: BufferSource): ArrayBuffer | undefined {
    const material = materials.get(key);
    if (nameOf(algorithm) !== 'AES-GCM' || material === undefined || !key.usages.includes('encrypt'))
      return undefined;
    const cipher = createCipheriv(cipherOf(material), material, bytesOf(algorithm.iv));
    if (algorithm.additionalData !== undefined) cipher.setAAD(bytesOf(algorithm.additionalData));
    return joined(cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag());
  },

  decrypt(algorithm: AesGcmParams, key: CryptoKey, data: BufferSource): ArrayBuffer | undefined {
    const material = materials.get(key);
    if (nameOf(algorithm) !== 'AES-GCM' || material === undefined || !key.usages.includes('decrypt'))
      return undefined;
    const bytes = bytesOf(data);
    const end = bytes.length - TAG;
    try {
      const cipher = createDecipheriv(cipherOf(material), material, bytesOf(algorithm.iv));
      if (algorithm.additionalData !== undefined) cipher.setAAD(bytesOf(algorithm.additionalData));
      cipher.setAuthTag(bytes.subarray(end));
      return joined(cipher.update(bytes.subarray(0, end)), cipher.final());
    } catch {
      throw new DOMException('The operation failed', 'OperationError');
    }
  },

  digest(algorithm: AlgorithmIdentifier, data: BufferSource): ArrayBuffer | undefined {
    if (nameOf(algorithm) !== 'SHA-256') return undefined;
    return joined(createHash('sha256').update(bytesOf(data)).digest());
  },
};

/** To be told of each key that is imported, for the others above. */
export function rememberKey(key: CryptoKey, format: unknown, data: unknown): void {
  if (format === 'raw' && (data instanceof ArrayBuffer || ArrayBuffer.isView(data)))
    materials.set(key, bytesOf(data as BufferSource).slice());
}

const cipherOf = (material: Uint8Array) => (material.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm');

function bytesOf(source: BufferSource): Uint8Array {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return new Uint8Array(source);
}

/** In a buffer of its own: small ones of Node share one. */
function joined(...parts: Buffer[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
