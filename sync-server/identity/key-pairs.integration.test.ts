import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBox, sealTo } from '#shared/crypto/sealed-box.ts';
import { sign, verify } from '#shared/crypto/signature.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';
import { loadKeys } from './keys.ts';
import { KeySecretError } from './wrapped-keys.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const SECRET = 'a secret of twenty-four characters';

describe('the server’s key pairs', () => {
  it('are made once, though two nodes start at the same moment, and work on both', async () => {
    const [one, other] = await Promise.all([loadKeys(database.pool), loadKeys(database.pool)]);
    expect(other.pairs.publicKeys).toEqual(one.pairs.publicKeys);
    const plain = new Uint8Array([1, 2, 3]);
    const box = await sealTo(one.pairs.publicKeys.seal, plain, 'x');
    expect(await openBox(other.pairs.openingKey, box, 'x')).toEqual(plain);
    const signature = await sign(other.pairs.signingKey, 'x', 'text');
    expect(await verify(one.pairs.publicKeys.sign, 'x', 'text', signature)).toBe(true);
  });

  it('stay the same when the operator adds a secret, and open with it only from then on', async () => {
    const before = await loadKeys(database.pool);
    const [one, other] = await Promise.all([
      loadKeys(database.pool, SECRET),
      loadKeys(database.pool, SECRET),
    ]);
    expect(one.pairs.publicKeys).toEqual(before.pairs.publicKeys);
    expect(other.pairs.publicKeys).toEqual(before.pairs.publicKeys);
    await expect(loadKeys(database.pool)).rejects.toThrow(KeySecretError);
    await expect(loadKeys(database.pool, `${SECRET}x`)).rejects.toThrow(KeySecretError);
    await expect(startNode(database.url)).rejects.toMatchObject({ code: 'keys_locked' });
    const plain = new Uint8Array([4]);
    const again = await loadKeys(database.pool, SECRET);
    const box = await sealTo(before.pairs.publicKeys.seal, plain, 'x');
    expect(await openBox(again.pairs.openingKey, box, 'x')).toEqual(plain);
  });

  it('lie in the database encrypted', async () => {
    const { pairs } = await loadKeys(database.pool, SECRET);
    expect(pairs.openingKey.extractable).toBe(false);
    const found = await database.pool.query<{ text: string }>('select value::text as text from settings');
    for (const { text } of found.rows) expect(text).not.toMatch(/MIGHAgEAMBMGByqGSM49/);
  });
});
