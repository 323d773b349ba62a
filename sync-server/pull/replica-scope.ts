import { createHash } from 'node:crypto';
import type { Channel } from '#shared/access/channels.ts';
import type { RoleName } from '#shared/access/roles.ts';
import type { ReplicaScope } from '#shared/protocol/auth.ts';

/** What of a user's grants decides which replica is theirs. */
export interface ScopeBasis {
  readonly userId: string;
  readonly role: RoleName;
  readonly channels: readonly Channel[];
  readonly rulesVersion: string;
}

/**
 * The replica a user works on. Tellers who read the same files under the same field rules share one on a
 * workstation; what is personal (`user:`) is not in it. Everybody else has one of their own, whatever they read.
 */
export function replicaScopeOf({ userId, role, channels, rulesVersion }: ScopeBasis): ReplicaScope {
  if (role !== 'teller') return { id: `own:${userId}`, shared: false };
  const common = channels.filter((channel) => !isPersonal(channel)).sort();
  const digest = createHash('sha256').update(JSON.stringify([role, rulesVersion, common]));
  return { id: `shared:${digest.digest('hex').slice(0, 32)}`, shared: true };
}

/** Whether a channel carries what belongs to one user alone. */
export function isPersonal(channel: string): boolean {
  return channel.startsWith('user:');
}
