import { z } from 'zod';
import type { Secrets } from '../deps.ts';

const usernames = z.array(z.string()).max(50);
const SHOWN = 10;

/** This device's id, made once. The server keeps sessions and edits by it. */
export async function deviceIdOf(secrets: Secrets, newId: () => string): Promise<string> {
  const stored = z.uuid().safeParse(await secrets.readSecret('device'));
  if (stored.success) return stored.data;
  const id = newId();
  await secrets.writeSecret('device', id);
  return id;
}

/** Who has signed in here, the last one first. */
export async function readUsernames(secrets: Secrets): Promise<string[]> {
  try {
    return usernames.parse(JSON.parse((await secrets.readSecret('usernames')) ?? '[]'));
  } catch {
    return [];
  }
}

export async function rememberUsername(secrets: Secrets, username: string): Promise<void> {
  const others = (await readUsernames(secrets)).filter((other) => other !== username);
  await secrets.writeSecret('usernames', JSON.stringify([username, ...others].slice(0, SHOWN)));
}

/** Where a user's vault is kept. Usernames may hold characters that names of secrets may not. */
export async function vaultName(username: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(username));
  const hex = [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `vault.${hex.join('')}`;
}
