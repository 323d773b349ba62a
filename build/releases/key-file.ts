import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { importReleaseKey, type ReleaseKeys } from '#shared/crypto/release-signature.ts';
import { releaseKey } from '#shared/releases/manifest.ts';
import { ReleaseProblem } from './problem.ts';

/** Characters. The file may be copied, and then guessed at by machines. */
const SHORTEST = 12;
/** 128 MB and about half a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;

const keyFile = z.strictObject({
  format: z.literal('branchline release key 1'),
  publicKey: releaseKey,
  salt: z.base64(),
  nonce: z.base64(),
  sealed: z.base64(),
});

/** Writes a key pair, the private half encrypted, readable by this user only. Never over another file. */
export async function writeKeyFile(path: string, keys: ReleaseKeys, passphrase: string): Promise<void> {
  if (passphrase.length < SHORTEST) {
    throw new ReleaseProblem(`The passphrase must have ${SHORTEST} characters or more.`);
  }
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, COST), nonce);
  cipher.setAAD(Buffer.from(keys.publicKey));
  const body = Buffer.concat([cipher.update(keys.privateKey, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const content = {
    format: 'branchline release key 1',
    publicKey: keys.publicKey,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: body.toString('base64'),
  } satisfies z.infer<typeof keyFile>;
  try {
    await writeFile(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    throw new ReleaseProblem(`${path} is there already. A key that signed releases must not be lost.`);
  }
}

/** The private key and its public half. */
export async function openKeyFile(
  path: string,
  passphrase: string,
): Promise<{ publicKey: string; privateKey: Awaited<ReturnType<typeof importReleaseKey>> }> {
  const file = await readKeyFile(path);
  const bytes = Buffer.from(file.sealed, 'base64');
  const key = scryptSync(passphrase, Buffer.from(file.salt, 'base64'), 32, COST);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.nonce, 'base64'));
  decipher.setAAD(Buffer.from(file.publicKey));
  let pkcs8: string;
  try {
    decipher.setAuthTag(bytes.subarray(-16));
    pkcs8 = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
  } catch {
    throw new ReleaseProblem('The passphrase is wrong, or the key file was changed.');
  }
  return { publicKey: file.publicKey, privateKey: await importReleaseKey(pkcs8) };
}

/** The public half, for which no passphrase is needed. */
export async function readKeyFile(path: string): Promise<z.infer<typeof keyFile>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new ReleaseProblem(`${path} cannot be read.`);
  }
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    throw new ReleaseProblem(`${path} is no key file.`);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
