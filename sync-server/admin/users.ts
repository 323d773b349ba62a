import { mayAssign } from '#shared/access/assignment.ts';
import type { SignInWay } from '#shared/access/sign-in-way.ts';
import type { UserChange, UserState } from '#shared/protocol/admin.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';
import { changeSignIn } from './change-sign-in.ts';
import type { StaffRow } from './reach.ts';

/**
 * Changes what a user is: their scope follows at their next pull, and the directory with it. Sessions stay, so that a
 * disabled user's devices are told so (A4) instead of asking for a password.
 */
export async function changeUser(
  context: Context,
  principal: Principal,
  id: string,
  wanted: UserChange,
): Promise<UserState> {
  const now = context.clock();
  const state = await inTransaction(context.pool, async (client) => {
    const found = await client.query<StaffRow>(
      'select id, role, branch_id, disabled from users where id = $1 for update',
      [id],
    );
    const [user] = found.rows;
    if (!user) throw new HttpError('not_found', 'no such user');
    const actor = { id: principal.userId, role: principal.role, branchId: principal.branchId };
    if (!mayAssign(actor, { id: user.id, role: user.role, branchId: user.branch_id }, wanted)) {
      throw new HttpError('forbidden', 'this user is not theirs to change');
    }
    const branchId = wanted.branchId?.toLowerCase() ?? user.branch_id;
    const known = await client.query(
      'select 1 from branches where id = $1 and (not closed or id = $2) for share',
      [branchId, user.branch_id],
    );
    if (known.rowCount === 0) throw new HttpError('bad_request', 'no such branch', { paths: ['/branchId'] });
    const branches = [...new Set(wanted.branches?.map((one) => one.toLowerCase()))];
    const existing = await client.query(
      'select 1 from branches where id = any ($1::uuid[]) and not closed for share',
      [branches],
    );
    if (existing.rowCount !== branches.length) {
      throw new HttpError('bad_request', 'no such branch', { paths: ['/branches'] });
    }
    const next = {
      id: user.id,
      role: wanted.role ?? user.role,
      branchId,
      disabled: wanted.disabled ?? user.disabled,
    };
    const { name, nameEn } = wanted;
    await client.query(
      `update users set role = $2, branch_id = $3, disabled = $4, name = coalesce($5, name),
              name_en = coalesce($6, name_en) where id = $1`,
      [id, next.role, next.branchId, next.disabled, name ?? null, nameEn ?? null],
    );
    if (wanted.signIn !== undefined) await changeSignIn(client, context, user.id, wanted.signIn);
    if (wanted.branches !== undefined) await setBranches(client, user.id, branches);
    await client.query(
      `update reference set doc = doc || $2::jsonb, updated_by = $3
       where id = $1 and doc ->> 'kind' = 'staff' and doc <> doc || $2::jsonb`,
      [id, JSON.stringify({ role: next.role, branchId: next.branchId, name, nameEn }), principal.userId],
    );
    const { reason, name: _, nameEn: __, ...rest } = wanted;
    const renamed = (['name', 'nameEn'] as const).filter((field) => wanted[field] !== undefined);
    const detail = { ...rest, ...(renamed.length > 0 && { fields: renamed }) };
    await audit(
      client,
      {
        actorId: principal.userId,
        deviceId: principal.deviceId,
        action: 'user.change',
        subjectId: user.id,
        reason,
        detail,
      },
      now,
    );
    return {
      ...next,
      branches: await branchesOf(client, user.id),
      ...(wanted.signIn === 'provider' && { signIn: wanted.signIn }),
    };
  });
  context.nudge();
  if (wanted.disabled !== undefined || wanted.signIn !== undefined) await context.orderCopies?.copySoon();
  return state;
}

/** Others than these are taken away, which ends a session's reach there with its next pull. */
async function setBranches(client: Client, userId: string, branches: readonly string[]): Promise<void> {
  await client.query('delete from user_branches where user_id = $1 and branch_id <> all ($2::uuid[])', [
    userId,
    branches,
  ]);
  await client.query(
    'insert into user_branches (user_id, branch_id) select $1, unnest($2::uuid[]) on conflict do nothing',
    [userId, branches],
  );
}

async function branchesOf(client: Pick<Client, 'query'>, userId: string): Promise<string[]> {
  const found = await client.query<{ branch_id: string }>(
    'select branch_id from user_branches where user_id = $1 order by 1',
    [userId],
  );
  return found.rows.map((row) => row.branch_id);
}

interface ListedRow extends StaffRow {
  branches: string[];
  username: string;
  one_time_until: Date | null;
  factor: boolean;
  sign_in: SignInWay;
}

/** Whom an administrator may see: the people of the own branch, or everybody for IT. */
export async function listUsers(pool: Pool, principal: Principal): Promise<UserState[]> {
  const found = await pool.query<ListedRow>(
    `select id, role, branch_id, disabled, username, one_time_until, sign_in,
            exists (select from second_factors f where f.user_id = users.id and f.confirmed_at is not null) as factor,
            array(select b.branch_id::text from user_branches b where b.user_id = users.id order by 1) as branches
     from users where $1 or branch_id = $2 order by username`,
    [principal.role === 'it_admin', principal.branchId],
  );
  return found.rows.map(
    ({ branch_id: branchId, one_time_until: until, sign_in: signIn, factor, ...user }) => ({
      ...user,
      branchId,
      ...(until !== null && { oneTimeUntil: until.toISOString() }),
      ...(factor && { secondFactor: true }),
      ...(signIn === 'provider' && { signIn }),
    }),
  );
}
