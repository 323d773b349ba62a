import type { SignInWay } from '#shared/access/sign-in-way.ts';
import type { BranchRef, SessionUser } from '#shared/protocol/auth.ts';
import type { Context } from '../context.ts';
import { isStorableText } from '../http/storable.ts';

/** In the place of a hash: no password is right. */
export const NO_PASSWORD = '-';

export interface Account {
  /** At the own branch; see {@link at}. */
  readonly user: SessionUser;
  /** At which they may work, the own one first. */
  readonly branches: readonly BranchRef[];
  /** Of who signs in with a password; others are here only to be let in after the provider has vouched for them. */
  readonly passwordHash: string | undefined;
  readonly signIn: SignInWay;
  readonly disabled: boolean;
  readonly demo: boolean;
  /** Until when the password, which is good once, may be used; `null` for one that its owner chose. */
  readonly oneTimeUntil: Date | null;
}

export async function accountByName(context: Context, username: string): Promise<Account | undefined> {
  if (!isStorableText(username)) return undefined;
  return account(context, 'users.username', username);
}

export function accountById(context: Context, id: string): Promise<Account | undefined> {
  return account(context, 'users.id', id);
}

/** The person at one of their branches; at the own one where it is none of them. */
export function at({ user, branches }: Account, branchId: string | null): SessionUser {
  const branch = branches.find(({ id }) => id === branchId);
  if (!branch) return user;
  return { ...user, branchId: branch.id, branchName: branch.name, branchNameEn: branch.nameEn };
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
      'users.one_time_until',
      'users.sign_in',
      'branches.name as branch_name',
      'branches.name_en as branch_name_en',
    ])
    .where(column, '=', value)
    .executeTakeFirst();
  if (!row) return undefined;
  const others = await context.database
    .selectFrom('user_branches')
    .innerJoin('branches', 'branches.id', 'user_branches.branch_id')
    .select(['branches.id', 'branches.name', 'branches.name_en as nameEn'])
    .where('user_branches.user_id', '=', row.id)
    .where('branches.id', '<>', row.branch_id)
    .orderBy('branches.code')
    .execute();
  return {
    branches: [{ id: row.branch_id, name: row.branch_name, nameEn: row.branch_name_en }, ...others],
    passwordHash:
      row.sign_in === 'local' && row.password_hash !== NO_PASSWORD ? row.password_hash : undefined,
    signIn: row.sign_in,
    disabled: row.disabled,
    demo: row.demo,
    oneTimeUntil: row.one_time_until as Date | null,
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
