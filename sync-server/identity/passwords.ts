import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters that OWASP names as the floor: 19 MiB, two passes. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password is right. Without a hash (an unknown user) it works as long and says no, so that the time
 * taken does not tell who exists.
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody');
  const right = await verify(stored ?? (await decoy), password).catch(() => false);
  return right && stored !== undefined;
}
