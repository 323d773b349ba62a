import type { RoleName } from './roles.ts';

/** A customer file is in channels; a user reads channels; a user sees a file when one of them is the same. */
export type Channel = `branch:${string}` | `manager:${string}` | `cover:${string}` | `user:${string}` | 'ref';

export interface FileOwnership {
  readonly branchId: string;
  readonly managerId?: string | undefined;
  /** Covers of this single file that are in force. */
  readonly coverIds: readonly string[];
}

export interface UserGrants {
  readonly userId: string;
  readonly role: RoleName;
  readonly branchId: string;
  /** Covers of single files granted to this user that are in force. */
  readonly coverIds: readonly string[];
  /** Managers whose whole portfolio this user covers now. */
  readonly coveredManagerIds: readonly string[];
}

/** The channels that a customer file is in: the one place that says so. */
export function channelsOfFile(file: FileOwnership): Channel[] {
  const channels: Channel[] = [`branch:${file.branchId}`];
  if (file.managerId !== undefined) channels.push(`manager:${file.managerId}`);
  for (const id of file.coverIds) channels.push(`cover:${id}`);
  return channels;
}

/** The channels that a user may read: the one place that says so. */
export function channelsOfUser(user: UserGrants): Channel[] {
  const own: Channel[] = ['ref', `user:${user.userId}`];
  switch (user.role) {
    case 'analyst':
    case 'it_admin':
    case 'auditor':
      return own;
    case 'teller':
    case 'branch_manager':
      own.push(`branch:${user.branchId}`);
      break;
    case 'relationship_manager':
      own.push(`manager:${user.userId}`);
      break;
  }
  for (const id of user.coveredManagerIds) own.push(`manager:${id}`);
  for (const id of user.coverIds) own.push(`cover:${id}`);
  return own;
}

/** Splits channels by kind, for the query that finds the files behind them. */
export function idsByKind(channels: readonly Channel[]): Record<'branch' | 'manager' | 'cover', string[]> {
  const ids: Record<'branch' | 'manager' | 'cover', string[]> = { branch: [], manager: [], cover: [] };
  for (const channel of channels) {
    const [kind, id] = channel.split(':');
    if (id !== undefined && (kind === 'branch' || kind === 'manager' || kind === 'cover')) ids[kind].push(id);
  }
  return ids;
}
