import { describe, expect, it } from 'vitest';
import { base64Of, bytesOf } from './base64.ts';
import { makeBoxKeys, openBox, SealedBoxError, sealTo } from './sealed-box.ts';
import { makeSigningKeys, sign, verify } from './signature.ts';

const plain = new Uint8Array(new TextEncoder().encode('欧阳·娜娜 13800000000'));

describe('a sealed box', () => {
  it('opens with the private key in its context only', async () => {
    const keys = await makeBoxKeys(false);
    const box = await sealTo(keys.publicKey, plain, 'edit');
    expect(await openBox(keys.privateKey, box, 'edit')).toEqual(plain);
    await expect(openBox(keys.privateKey, box, 'key')).rejects.toThrow(SealedBoxError);
    const other = await makeBoxKeys(false);
    await expect(openBox(other.privateKey, box, 'edit')).rejects.toThrow(SealedBoxError);
  });

  it('does not open with any byte changed, cut short or missing', async () => {
    const keys = await makeBoxKeys(false);
    const bytes = bytesOf(await sealTo(keys.publicKey, plain, 'edit'));
    for (let index = 0; index < bytes.length; index += 7) {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      await expect(openBox(keys.privateKey, base64Of(changed), 'edit')).rejects.toThrow(SealedBoxError);
      const cut = base64Of(bytes.slice(0, index));
      await expect(openBox(keys.privateKey, cut, 'edit')).rejects.toThrow(SealedBoxError);
    }
    await expect(openBox(keys.privateKey, 'not base64!', 'edit')).rejects.toThrow(SealedBoxError);
  });

  it('never looks the same twice', async () => {
    const keys = await makeBoxKeys(false);
    expect(await sealTo(keys.publicKey, plain, 'edit')).not.toBe(await sealTo(keys.publicKey, plain, 'edit'));
  });
});

describe('a signature', () => {
  it('holds for its text, purpose and key only', async () => {
    const keys = await makeSigningKeys(false);
    const other = await makeSigningKeys(false);
    const signature = await sign(keys.privateKey, 'edit', 'text');
    expect(await verify(keys.publicKey, 'edit', 'text', signature)).toBe(true);
    expect(await verify(keys.publicKey, 'edit', 'texT', signature)).toBe(false);
    expect(await verify(keys.publicKey, 'order', 'text', signature)).toBe(false);
    expect(await verify(other.publicKey, 'edit', 'text', signature)).toBe(false);
    expect(await verify('no key', 'edit', 'text', signature)).toBe(false);
    expect(await verify(keys.publicKey, 'edit', 'text', '!')).toBe(false);
  });
});
