import { type Bytes, base64Of, bytesOf } from '#shared/crypto/base64.ts';

/** Statements made with a master key, under a key of their own that is derived from it. */
export function macOf(raw: Bytes) {
  const key = (async () => {
    const material = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
    const info = new TextEncoder().encode('branchline key slot');
    return await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
      material,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign', 'verify'],
    );
  })();
  const bytes = (parts: readonly string[]) => new TextEncoder().encode(JSON.stringify(parts));
  return {
    make: async (...parts: string[]) =>
      base64Of(new Uint8Array(await crypto.subtle.sign('HMAC', await key, bytes(parts)))),
    async holds(mac: string, ...parts: string[]) {
      try {
        return await crypto.subtle.verify('HMAC', await key, bytesOf(mac), bytes(parts));
      } catch {
        return false;
      }
    },
  };
}
