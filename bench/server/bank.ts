import { v7 } from 'uuid';
import type { RoleName } from '#shared/access/roles.ts';
import { insertDocuments } from '#sync-server/db/bulk-write.ts';
import { insertBranches, insertDemoUsers } from '#sync-server/db/bulk-write-organisation.ts';
import { inTransaction, type Pool } from '#sync-server/db/pool.ts';
import { customerDoc, logDoc, taskDoc } from '#sync-server/test/bank.ts';

export interface BankFile {
  readonly customerId: string;
  readonly taskIds: readonly string[];
}

export interface BankPerson {
  readonly id: string;
  readonly role: RoleName;
}

export interface BankBranch {
  readonly id: string;
  readonly people: readonly BankPerson[];
  readonly files: readonly BankFile[];
}

export interface BankSize {
  readonly branches: number;
  /** In each branch. */
  readonly people: number;
  readonly files: number;
  /** In each file; as many contact logs. */
  readonly tasks: number;
}

/** A bank of branches that are all alike: a manager, and tellers who all read the branch. Nobody signs in with a password: see `sign-ins.ts`. */
export async function writeBank(pool: Pool, size: BankSize): Promise<BankBranch[]> {
  const branches = Array.from({ length: size.branches }, () => branchOf(size));
  await inTransaction(pool, async (client) => {
    await insertBranches(
      client,
      branches.map(({ id }, index) => ({
        id,
        kind: 'branch' as const,
        code: `B${index}`,
        name: `支行${index}`,
        nameEn: `Branch ${index}`,
        level: 'branch' as const,
      })),
    );
    const people = branches.flatMap(({ id: branchId, people: own }, branch) =>
      own.map(({ id, role }, index) => ({
        id,
        role,
        branchId,
        kind: 'staff' as const,
        code: `P${branch}.${index}`,
        username: `u${branch}.${index}`,
        name: `员工${index}`,
        nameEn: `Person ${index}`,
      })),
    );
    await insertDemoUsers(client, people, 'nobody signs in with it');
    for (const branch of branches) await writeFiles(client, branch);
  });
  await pool.query('analyze');
  return branches;
}

function branchOf({ people, files, tasks }: BankSize): BankBranch {
  return {
    id: v7(),
    people: Array.from({ length: people }, (_, index) => ({
      id: v7(),
      role: index === 0 ? 'branch_manager' : 'teller',
    })),
    files: Array.from({ length: files }, () => ({
      customerId: v7(),
      taskIds: Array.from({ length: tasks }, () => v7()),
    })),
  };
}

async function writeFiles(client: Parameters<typeof insertDocuments>[0], branch: BankBranch): Promise<void> {
  const customers = branch.files.map(({ customerId }) => customerDoc(branch.id, { id: customerId }));
  const author = branch.people[0]?.id ?? '';
  const perTask = branch.files.flatMap(({ customerId, taskIds }) =>
    taskIds.map((id) => ({ id, customerId })),
  );
  await insertDocuments(client, 'customers', customers);
  await insertDocuments(
    client,
    'tasks',
    perTask.map(({ id, customerId }) => taskDoc(customerId, author, { id })),
  );
  await insertDocuments(
    client,
    'contactLogs',
    perTask.map(({ customerId }) => logDoc(customerId, author)),
  );
}
