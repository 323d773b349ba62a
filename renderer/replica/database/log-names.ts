import { personalScope } from '#shared/protocol/device.ts';

/** The log that the users of a scope share. `namespace` keeps devices apart that live in one realm. */
export function sharedLog(namespace: string, scopeId: string): string {
  return `branchline-${namespace}${scopeId}`;
}

/** The log that belongs to one user alone; a scope of one user can have the same id, so the names differ. */
export function personalLog(namespace: string, userId: string): string {
  return `branchline-${namespace}own-${personalScope(userId)}`;
}
