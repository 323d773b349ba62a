import { z } from 'zod';

export const roleName = z.enum([
  'teller',
  'relationship_manager',
  'branch_manager',
  'analyst',
  'it_admin',
  'auditor',
]);
export type RoleName = z.infer<typeof roleName>;

/** Roles whose users hold customer files on their device. The others' screens ask the server. */
export const replicatingRoles: readonly RoleName[] = ['teller', 'relationship_manager', 'branch_manager'];

/** Hours since the last contact with the server within which a user may sign in offline. */
export function offlineHoursOf(role: RoleName): number {
  return role === 'relationship_manager' ? 7 * 24 : 72;
}
