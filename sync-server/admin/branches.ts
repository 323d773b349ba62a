import type { Branch } from '#shared/model/reference.ts';
import type { BranchChange, BranchState, NewBranch } from '#shared/protocol/organisation.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction, type Pool } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { audit } from './audit.ts';

/** Changes of the tree take turns: two moves that are right alone can make a circle together. */
const TREE_LOCK = 7_302_013;

const ranks: Record<Branch['level'], number> = { head_office: 0, region: 1, branch: 2 };

interface BranchRow {
  id: string;
  code: string;
  level: Branch['level'];
  parent_id: string | null;
  closed: boolean;
}

/** What is in each branch: what stands in the way of closing it. */
export async function listBranches(pool: Pool): Promise<BranchState[]> {
  return (await pool.query<BranchState>(`${contents} order by b.code`)).rows;
}

const contents = `
  select b.id, b.closed,
         (select count(*)::int from users u where not u.disabled and (u.branch_id = b.id
            or exists (select from user_branches o where o.user_id = u.id and o.branch_id = b.id))) as people,
         (select count(*)::int from customers c where c.branch_id = b.id::text and not c.deleted) as customers,
         (select count(*)::int from branches d where d.parent_id = b.id and not d.closed) as branches
  from branches b`;

/** Sent again with the same id it changes nothing. */
export async function createBranch(
  context: Context,
  principal: Principal,
  { reason, ...given }: NewBranch,
): Promise<{ id: string }> {
  const id = given.id.toLowerCase();
  const parentId = given.parentId?.toLowerCase();
  await inTransaction(context.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [TREE_LOCK]);
    const before = await client.query('select 1 from branches where id = $1 and code = $2', [id, given.code]);
    if (before.rowCount === 1) return;
    const taken = await client.query('select 1 from branches where id = $1 or code = $2', [id, given.code]);
    if (taken.rowCount !== 0) throw new HttpError('conflict', 'the code is taken', { paths: ['/code'] });
    await requireParent(client, given.level, parentId);
    const branch: Branch = { ...given, id, kind: 'branch', ...(parentId !== undefined && { parentId }) };
    await writeBranch(client, branch, principal.userId);
    const detail = { code: given.code, level: given.level, ...(parentId !== undefined && { parentId }) };
    await note(client, context, principal, { action: 'branch.create', subjectId: id, reason, detail });
  });
  context.nudge();
  return { id };
}

/** Writes a new branch into the tree and into the directory, which every replica follows. */
export async function writeBranch(client: Client, branch: Branch, by: string | null): Promise<void> {
  const { id, code, name, nameEn, level, parentId } = branch;
  await client.query(
    'insert into branches (id, code, name, name_en, level, parent_id) values ($1, $2, $3, $4, $5, $6)',
    [id, code, name, nameEn, level, parentId ?? null],
  );
  await client.query('insert into reference (id, doc, updated_by) values ($1, $2, $3)', [
    id,
    JSON.stringify(branch),
    by,
  ]);
}

/** Renames a branch, moves it in the tree, closes it when nobody and nothing is there, or opens it again. */
export async function changeBranch(
  context: Context,
  principal: Principal,
  id: string,
  { reason, ...wanted }: BranchChange,
): Promise<{ id: string }> {
  await inTransaction(context.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [TREE_LOCK]);
    const found = await client.query<BranchRow>(
      'select id, code, level, parent_id, closed from branches where id = $1 for update',
      [id],
    );
    const [branch] = found.rows;
    if (!branch) throw new HttpError('not_found', 'no such branch');
    const parentId =
      wanted.parentId === undefined ? branch.parent_id : (wanted.parentId?.toLowerCase() ?? null);
    if (wanted.parentId !== undefined || wanted.closed === false) {
      await requireParent(client, branch.level, parentId ?? undefined);
    }
    const closed = wanted.closed ?? branch.closed;
    if (closed && !branch.closed) await requireEmpty(client, id);
    await client.query(
      `update branches set name = coalesce($2, name), name_en = coalesce($3, name_en), parent_id = $4, closed = $5
       where id = $1`,
      [id, wanted.name ?? null, wanted.nameEn ?? null, parentId, closed],
    );
    await client.query(
      `update reference set doc = jsonb_strip_nulls(doc || $2::jsonb), updated_by = $3
       where id = $1 and doc ->> 'kind' = 'branch' and doc <> jsonb_strip_nulls(doc || $2::jsonb)`,
      [
        id,
        JSON.stringify({ name: wanted.name, nameEn: wanted.nameEn, parentId, closed: closed || null }),
        principal.userId,
      ],
    );
    await note(client, context, principal, {
      action: 'branch.change',
      subjectId: id,
      reason,
      detail: wanted,
    });
  });
  context.nudge();
  return { id };
}

/** A branch hangs under a region or the head office, a region under the head office: so there are no circles. */
async function requireParent(
  client: Client,
  level: Branch['level'],
  parentId: string | undefined,
): Promise<void> {
  const wrong = (message: string) => new HttpError('bad_request', message, { paths: ['/parentId'] });
  if (parentId === undefined) {
    if (level !== 'head_office') throw wrong('only the head office stands alone');
    return;
  }
  const found = await client.query<BranchRow>(
    'select id, code, level, parent_id, closed from branches where id = $1 for share',
    [parentId],
  );
  const [parent] = found.rows;
  if (!parent || parent.closed) throw wrong('no such branch to hang under');
  if (ranks[parent.level] >= ranks[level]) throw wrong('this level does not hang under that one');
}

async function requireEmpty(client: Client, id: string): Promise<void> {
  const found = await client.query<BranchState>(`${contents} where b.id = $1`, [id]);
  const [inside] = found.rows;
  if (!inside || inside.people + inside.customers + inside.branches > 0) {
    throw new HttpError('conflict', 'the branch is not empty', { paths: ['/closed'] });
  }
}

async function note(
  client: Client,
  context: Context,
  { userId, deviceId }: Principal,
  act: {
    action: 'branch.create' | 'branch.change';
    subjectId: string;
    reason: string;
    detail: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await audit(client, { ...act, actorId: userId, deviceId }, context.clock());
}
