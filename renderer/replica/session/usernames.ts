import { z } from 'zod';
import type { Secrets } from '../deps.ts';
import { digestName } from '../keys/digest-name.ts';
import { storedSecret } from '../stored-secret.ts';

const usernames = z.array(z.string()).max(50);
const SHOWN = 10;

/** Who has signed in here, the last one first. */
export async function readUsernames(secrets: Secrets): Promise<string[]> {
  return (await storedSecret(secrets, 'usernames', usernames)) ?? [];
}

export async function rememberUsername(secrets: Secrets, username: string): Promise<void> {
  const others = (await readUsernames(secrets)).filter((other) => other !== username);
  await secrets.writeSecret('usernames', JSON.stringify([username, ...others].slice(0, SHOWN)));
}

/** One name however it was typed. */
export function normalUsername(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Where a user's vault is kept. */
export async function vaultName(username: string): Promise<string> {
  return `vault.${await digestName(username)}`;
}
