import type { SessionUser } from '#shared/protocol/auth.ts';
import type { Context } from '../context.ts';
import { isStorableText } from '../http/storable.ts';

export interface Account {
  readonly user: SessionUser;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly demo: boolean;
}

export async function accountByName(context: Context, username: string): Promise<Account | undefined> {
  if (!isStorableText(username)) return undefined;
  return account(context, 'users.username', username);
}

export function accountById(context: Context, id: string): Promise<Account | undefined> {
  return account(context, 'users.id', id);
}

async function account(
  context: Context,
  column: 'users.id' | 'users.username',
  value: string,
): Promise<Account | undefined> {
  const row = await context.database
    .selectFrom('users')
    .innerJoin('branches', 'branches.id', 'users.branch_id')
    .select([
      'users.id',
      'users.username',
      'users.name',
      'users.name_en',
      'users.role',
      'users.branch_id',
      'users.password_hash',
      'users.disabled',
      'users.demo',
      'branches.name as branch_name',
      'branches.name_en as branch_name_en',
    ])
    .where(column, '=', value)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    passwordHash: row.password_hash,
    disabled: row.disabled,
    demo: row.demo,
    user: {
      id: row.id,
      username: row.username,
      name: row.name,
      nameEn: row.name_en,
      role: row.role,
      branchId: row.branch_id,
      branchName: row.branch_name,
      branchNameEn: row.branch_name_en,
    },
  };
}
