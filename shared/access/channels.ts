import type { RoleName } from './roles.ts';

/** A customer file is in channels; a user reads channels; a user sees a file when one of them is the same. */
export type Channel =
  | `branch:${string}`
  | `manager:${string}`
  | `cover:${string}`
  | `list:${string}`
  | `user:${string}`
  | 'ref';

export interface FileOwnership {
  readonly customerId: string;
  readonly branchId: string;
  readonly managerId?: string | undefined;
  /** Covers of this single file that are in force. */
  readonly coverIds: readonly string[];
  /** Only a named list reads it, whatever else would let somebody in. */
  readonly restricted?: boolean;
  /** The customer was merged into another: all that hung on it hangs there now. */
  readonly merged?: boolean;
}

export interface UserGrants {
  readonly userId: string;
  readonly role: RoleName;
  readonly branchId: string;
  /** Covers of single files granted to this user that are in force. */
  readonly coverIds: readonly string[];
  /** Managers whose whole portfolio this user covers now. */
  readonly coveredManagerIds: readonly string[];
  /** Customers whose restricted file names this user as a reader. */
  readonly listedCustomerIds: readonly string[];
}

/** The channels that a customer file is in: the one place that says so. */
export function channelsOfFile(file: FileOwnership): Channel[] {
  if (file.merged) return [];
  if (file.restricted) return [`list:${file.customerId}`];
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
  for (const id of user.listedCustomerIds) own.push(`list:${id}`);
  return own;
}

/** Splits channels by kind, for the query that finds the files behind them. */
export function idsByKind(channels: readonly Channel[]): Record<FileChannelKind, string[]> {
  const ids: Record<FileChannelKind, string[]> = { branch: [], manager: [], cover: [], list: [] };
  for (const channel of channels) {
    const [kind, id] = channel.split(':');
    if (id !== undefined && isFileKind(kind)) ids[kind].push(id);
  }
  return ids;
}

type FileChannelKind = 'branch' | 'manager' | 'cover' | 'list';

function isFileKind(kind: string | undefined): kind is FileChannelKind {
  return kind === 'branch' || kind === 'manager' || kind === 'cover' || kind === 'list';
}
