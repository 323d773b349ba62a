import type { SomePolicies } from '#shared/policy/definitions.ts';
import type { SecretStore } from '../secrets.ts';

const NAME = 'policy.server';

/**
 * What the server decided last, `null` where it has not been heard. Sealed like every secret: a file that the user
 * could write would speak with more weight than the bank's own.
 */
export async function readServerPolicy(secrets: Promise<SecretStore>): Promise<string | null> {
  try {
    return await (await secrets).read(NAME);
  } catch {
    return null;
  }
}

export async function writeServerPolicy(
  secrets: Promise<SecretStore>,
  policies: SomePolicies,
): Promise<void> {
  const store = await secrets;
  const text = JSON.stringify(policies);
  if ((await store.read(NAME)) !== text) await store.write(NAME, text);
}
