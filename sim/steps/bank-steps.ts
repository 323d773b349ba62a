import type { Random } from '#shared/domain/random.ts';
import { type CollectionName, collections } from '#shared/model/collections.ts';
import { turnCovers } from '#sync-server/jobs/covers.ts';
import { FEED_DAYS, pruneFeed as prune } from '#sync-server/jobs/prune-feed.ts';
import { type Document, fileOf, idOf, insert, insertFiles, NORTH, SOUTH } from '../world/bank.ts';
import type { World } from '../world/world.ts';
import { type Act, anyCustomer, fileName, withRole } from './step.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Writes a field as an import would, past every replica; `null` clears it. */
export async function write(
  world: World,
  collection: CollectionName,
  id: string,
  fields: object,
): Promise<void> {
  await world.database.pool.query(
    `update ${collections[collection].table} set doc = jsonb_strip_nulls(doc || $2) where id = $1`,
    [id, JSON.stringify(fields)],
  );
  for (const [field, value] of Object.entries(fields)) remember(world, id, field, value);
}

export function remember(world: World, id: string, field: string, value: unknown): void {
  const key = `${id} ${field}`;
  world.imported.set(key, [...(world.imported.get(key) ?? []), JSON.stringify(value ?? null)]);
}

export const stamp: Act = async (world, random) => {
  const node = await world.node(random);
  const limit = random.chance(0.3) ? random.int(1, 5) : undefined;
  world.note(`  ${node.name} stamps ${await node.stamp(limit)}`);
};

export const stamperDies: Act = async (world, random) => {
  const node = await world.node(random);
  node.dieAt(random.int(1, 40));
  const stamped = await node.stamp();
  if (stamped === null) world.count('stamper died');
  world.note(`  ${node.name} stamps ${stamped ?? 'and dies'}`);
  node.spare();
  await node.restartIfDead();
};

export const reassign: Act = async (world, random) => {
  const customer = await anyCustomer(world, random);
  if (customer === undefined) return;
  const managers = withRole(world, 'relationship_manager').map(({ id }) => id);
  const managerId = random.pick([...managers, null]);
  world.note(
    `  ${fileName(customer.id)} goes to ${managerId === null ? 'nobody' : nameOf(world, managerId)}`,
  );
  world.count('customer reassigned');
  await write(world, 'customers', customer.id, { managerId });
};

export const changeBranch: Act = async (world, random) => {
  const customer = await anyCustomer(world, random);
  if (customer === undefined) return;
  const branchId = customer.branch_id === NORTH ? SOUTH : NORTH;
  world.note(`  ${fileName(customer.id)} goes to ${branchId === NORTH ? 'north' : 'south'}`);
  world.count('branch of customer changed');
  await write(world, 'customers', customer.id, { branchId });
};

export const cover: Act = async (world, random) => {
  const customer = await anyCustomer(world, random);
  const users = withRole(world, 'relationship_manager', 'teller', 'branch_manager');
  if (customer === undefined || users.length === 0) return;
  const user = random.pick(users);
  await grant(world, user.id, { customerId: customer.id }, random.int(-5, 20), random.int(1, 8));
  world.note(`  ${user.username} covers ${fileName(customer.id)}`);
};

export const coverPortfolio: Act = async (world, random) => {
  const users = withRole(world, 'relationship_manager', 'branch_manager');
  const managers = withRole(world, 'relationship_manager');
  if (users.length === 0 || managers.length === 0) return;
  const [user, covered] = [random.pick(users), random.pick(managers)];
  if (user.id === covered.id) return;
  await grant(world, user.id, { managerId: covered.id }, random.int(-5, 20), random.int(1, 8));
  world.note(`  ${user.username} covers the portfolio of ${covered.username}`);
};

async function grant(
  world: World,
  userId: string,
  what: { customerId?: string; managerId?: string },
  inMinutes: number,
  hours: number,
): Promise<void> {
  world.nextId += 1;
  world.count('cover granted');
  const starts = world.time + inMinutes * MINUTE;
  await world.database.pool.query(
    `insert into covers (id, user_id, customer_id, manager_id, starts_at, ends_at, reason)
     values ($1, $2, $3, $4, $5, $6, '代班')`,
    [
      idOf(10, world.nextId),
      userId,
      what.customerId ?? null,
      what.managerId ?? null,
      new Date(starts),
      new Date(starts + hours * HOUR),
    ],
  );
}

/** Somebody ends a cover before its time, or its time comes. */
export const endCover: Act = async (world, random) => {
  const found = await world.database.pool.query<{ id: string }>(
    'select id from covers where not ended order by id',
  );
  if (found.rows.length > 0 && random.chance(0.5)) {
    const { id } = random.pick(found.rows);
    await world.database.pool.query('update covers set ends_at = $2 where id = $1', [
      id,
      new Date(world.time),
    ]);
  }
  const turned = await turnCovers(world.database.pool, new Date(world.time));
  world.count('covers turned', turned);
  world.note(`  ${turned} covers turn`);
};

export const pass: Act = async (world, random) => {
  world.pass(
    random.weighted([
      [random.int(1, 60) * 1000, 4],
      [random.int(5, 40) * MINUTE, 3],
      [random.int(2, 10) * HOUR, 1],
    ]),
  );
  world.count('covers turned', await turnCovers(world.database.pool, new Date(world.time)));
};

export const importEdit: Act = async (world, random) => {
  const customer = await anyCustomer(world, random);
  if (customer === undefined) return;
  world.nextId += 1;
  const number = world.nextId;
  world.count('import over an edit');
  world.note(`  an import changes ${fileName(customer.id)}`);
  await write(
    world,
    'customers',
    customer.id,
    random.pick([
      { mobile: `136${String(number).padStart(8, '0')}` },
      { remarks: `核心${number}` },
      { lifecycle: random.pick(['active', 'dormant']) },
      { email: `core${number}@example.com`, grade: 'gold' },
    ]),
  );
};

export const newFile: Act = async (world, random) => {
  const managers = withRole(world, 'relationship_manager').map(({ id }) => id);
  const managerId = random.chance(0.7) && managers.length > 0 ? random.pick(managers) : undefined;
  const files = fileOf(world.nextFile, random.pick([NORTH, SOUTH]), managerId);
  world.count('file new');
  world.note(`  c${world.nextFile} is new`);
  world.nextFile += 1;
  await enterFiles(world, files);
};

/** Files arrive from the bank's own systems, whole. */
export async function enterFiles(world: World, files: ReturnType<typeof fileOf>): Promise<void> {
  for (const { document } of files) world.initial.set(document.id, document);
  const client = await world.database.pool.connect();
  try {
    await client.query('begin');
    await insertFiles(client, files);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The customer goes to another branch and nobody's portfolio: most who had the file lose it. */
export async function loseSight(world: World, random: Random, customerId: string): Promise<void> {
  const { rows } = await world.database.pool.query<{ branch_id: string }>(
    'select branch_id from customers where id = $1',
    [customerId],
  );
  const branchId = rows[0]?.branch_id === NORTH ? SOUTH : NORTH;
  const managers = withRole(world, 'relationship_manager').map(({ id }) => id);
  world.count('customer reassigned');
  world.note(`  ${fileName(customerId)} is taken away`);
  await write(world, 'customers', customerId, { branchId, managerId: random.pick([...managers, null]) });
}

async function anyTask(world: World, pick: <T>(list: readonly T[]) => T) {
  const found = await world.database.pool.query<{ id: string; customer_id: string }>(
    'select id, customer_id from tasks where not deleted order by id',
  );
  return found.rows.length === 0 ? undefined : pick(found.rows);
}

export const moveChild: Act = async (world, random) => {
  const task = await anyTask(world, random.pick);
  const to = await anyCustomer(world, random);
  if (task === undefined || to === undefined) return;
  world.count('child moved');
  world.note(`  a task moves from ${fileName(task.customer_id)} to ${fileName(to.id)}`);
  await world.database.pool.query(
    `update tasks set customer_id = $2::uuid, doc = doc || jsonb_build_object('customerId', $2::uuid) where id = $1`,
    [task.id, to.id],
  );
  remember(world, task.id, 'customerId', to.id);
};

export const deleteChild: Act = async (world, random) => {
  const task = await anyTask(world, random.pick);
  if (task === undefined) return;
  world.count('child deleted');
  world.note(`  a task of ${fileName(task.customer_id)} is deleted`);
  await world.database.pool.query('update tasks set deleted = true where id = $1', [task.id]);
};

/** A writer that takes its time: it has written and not committed yet; the next such step commits. */
export const slowWriter: Act = async (world, random) => {
  if (world.slow !== undefined) {
    world.count('writer that commits late');
    world.note('  the slow writer commits');
    return await world.slow.commit();
  }
  const customer = await anyCustomer(world, random);
  if (customer === undefined) return;
  world.nextId += 1;
  const document: Document = {
    ...(fileOf(world.nextId, NORTH, undefined)[1]?.document as Document),
    id: idOf(11, world.nextId),
    customerId: customer.id,
  };
  world.note(`  a slow writer adds a task to ${fileName(customer.id)}`);
  const client = await world.database.pool.connect();
  await client.query('begin');
  await insert(client, 'tasks', [document]);
  const end = async (how: 'commit' | 'rollback') => {
    world.slow = undefined;
    await client.query(how);
    client.release();
  };
  world.slow = { commit: () => end('commit'), rollBack: () => end('rollback') };
};

export const changeRole: Act = async (world, random) => {
  const user = random.pick([...world.people.values()].filter(({ role }) => role !== 'it_admin'));
  const role = random.pick(['teller', 'relationship_manager', 'branch_manager', 'analyst'] as const);
  world.count('role changed');
  world.note(`  ${user.username} becomes ${role}`);
  user.role = role;
  await world.database.pool.query('update users set role = $2 where id = $1', [user.id, role]);
};

export const moveUser: Act = async (world, random) => {
  const user = random.pick([...world.people.values()].filter(({ role }) => role !== 'it_admin'));
  user.branchId = user.branchId === NORTH ? SOUTH : NORTH;
  world.count('user moved');
  world.note(`  ${user.username} moves to ${user.branchId === NORTH ? 'north' : 'south'}`);
  await world.database.pool.query('update users set branch_id = $2 where id = $1', [user.id, user.branchId]);
};

export const disable: Act = async (world, random) => {
  const user = random.pick([...world.people.values()].filter(({ role }) => role !== 'it_admin'));
  const found = await world.database.pool.query<{ disabled: boolean }>(
    'update users set disabled = not disabled where id = $1 returning disabled',
    [user.id],
  );
  world.count('user disabled', found.rows[0]?.disabled === true ? 1 : 0);
  world.note(`  ${user.username} is ${found.rows[0]?.disabled === true ? 'disabled' : 'enabled'}`);
};

export const pruneFeed: Act = async (world, random) => {
  // As if some of the feed had lain there for long: whole batches, within which the order is not ours to know.
  const found = await world.database.pool.query<{ at: Date }>('select distinct at from feed order by at');
  if (found.rows.length === 0) return;
  await world.database.pool.query('update feed set at = at - make_interval(days => $1) where at <= $2', [
    FEED_DAYS + 1,
    random.pick(found.rows).at,
  ]);
  const pruned = await prune(world.database.pool, new Date(world.time));
  world.count('feed pruned', pruned);
  world.note(`  ${pruned} feed rows are pruned`);
};

export const nodeDies: Act = async (world, random) => {
  const node = await world.node(random);
  const at = random.int(1, 30);
  node.dieAt(at);
  world.note(`  ${node.name} is to die at statement ${at}`);
};

export const backUp: Act = async (world) => {
  await world.backUp();
};

export const restoreDatabase: Act = async (world) => {
  await world.restore();
};

function nameOf(world: World, userId: string): string {
  return [...world.people.values()].find(({ id }) => id === userId)?.username ?? '?';
}
