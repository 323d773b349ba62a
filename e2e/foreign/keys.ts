const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;
const HASHED = { name: 'ECDSA', hash: 'SHA-256' } as const;
const NONCE_BYTES = 12;

const utf8 = (text: string) => new TextEncoder().encode(text);
const base64 = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('base64');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

export interface SigningKey {
  /** SPKI in base64. */
  readonly publicKey: string;
  sign(purpose: string, text: string): Promise<string>;
}

export async function newSigningKey(): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  return {
    publicKey: base64(await crypto.subtle.exportKey('spki', pair.publicKey)),
    sign: async (purpose, text) =>
      base64(await crypto.subtle.sign(HASHED, pair.privateKey, signedBytes(purpose, text))),
  };
}

export async function verify(
  publicKey: string,
  purpose: string,
  text: string,
  signature: string,
): Promise<boolean> {
  const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), CURVE, false, ['verify']);
  return crypto.subtle.verify(HASHED, key, bytesOf(signature), signedBytes(purpose, text));
}

function signedBytes(purpose: string, text: string): Uint8Array<ArrayBuffer> {
  return utf8(`branchline ${purpose}\0${text}`);
}

/** A box that only the holder of the private key opens, for one context. */
export async function seal(publicKey: string, context: string, content: string): Promise<string> {
  const theirs = await crypto.subtle.importKey('spki', bytesOf(publicKey), ECDH, false, []);
  const mine = await crypto.subtle.generateKey(ECDH, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', mine.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: utf8(`branchline sealed box 1 ${context}`) },
    await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, utf8(content));
  return base64(Buffer.concat([Buffer.of(1), point, nonce, new Uint8Array(locked)]));
}
