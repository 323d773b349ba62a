import { importBoxPublicKey } from '#shared/crypto/sealed-box.ts';
import { sign, verify } from '#shared/crypto/signature.ts';
import type { Certificate, SignInRequest } from '#shared/protocol/auth.ts';
import { CERTIFICATE_PURPOSE, certificateStatement } from '#shared/protocol/device.ts';
import { HttpError } from '../http/http-error.ts';
import type { KeyPairs } from './key-pairs.ts';

/** The server's word that `publicKey` signs for a user on a device. */
export async function certify(
  keys: KeyPairs,
  who: Pick<Certificate, 'userId' | 'deviceId' | 'publicKey'>,
  now: Date,
): Promise<Certificate> {
  const statement = { ...who, issuedAt: now.toISOString() };
  const signature = await sign(keys.signingKey, CERTIFICATE_PURPOSE, certificateStatement(statement));
  return { ...statement, signature };
}

export function isOurCertificate(keys: KeyPairs, certificate: Certificate): Promise<boolean> {
  const statement = certificateStatement(certificate);
  return verify(keys.publicKeys.sign, CERTIFICATE_PURPOSE, statement, certificate.signature);
}

/** Refuses what a sign-in names as the keys of a device and of a user, and is none. */
export async function requireKeys({
  deviceKey,
  signingKey,
}: Pick<SignInRequest, 'deviceKey' | 'signingKey'>): Promise<void> {
  if (deviceKey !== undefined) await requirePublicKey(deviceKey, '/deviceKey');
  if (signingKey !== undefined) await requirePublicKey(signingKey, '/signingKey');
}

/** Refuses what has the length of a key but is none: it would fail when it is needed and not when it is given. */
export async function requirePublicKey(key: string, path: string): Promise<void> {
  try {
    await importBoxPublicKey(key);
  } catch {
    throw new HttpError('bad_request', 'not a P-256 public key', { paths: [path] });
  }
}
