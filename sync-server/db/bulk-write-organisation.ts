import type { Branch, Staff } from '#shared/model/reference.ts';
import type { Client } from './pool.ts';

export interface NewUser extends Staff {
  readonly username: string;
}

/** Enters branches as rows, in any order; their documents go to `reference` beside. Existing ones stay. */
export async function insertBranches(client: Client, branches: readonly Branch[]): Promise<void> {
  await client.query(
    `insert into branches (id, code, name, name_en, level, parent_id)
     select b.id, b.code, b.name, b."nameEn", b.level, b."parentId"
     from jsonb_to_recordset($1::jsonb)
       as b (id uuid, code text, name text, "nameEn" text, level text, "parentId" uuid)
     on conflict (id) do nothing`,
    [JSON.stringify(branches)],
  );
}

/** Enters demo accounts, all with one password hash: hashing is slow by design. Existing ones stay. */
export async function insertDemoUsers(
  client: Client,
  users: readonly NewUser[],
  passwordHash: string,
): Promise<void> {
  await client.query(
    `insert into users (id, username, name, name_en, role, branch_id, password_hash, demo)
     select u.id, u.username, u.name, u."nameEn", u.role, u."branchId", $2, true
     from jsonb_to_recordset($1::jsonb)
       as u (id uuid, username text, name text, "nameEn" text, role text, "branchId" uuid)
     on conflict (id) do nothing`,
    [JSON.stringify(users), passwordHash],
  );
}

/** The directory entry of a user: everything but the name to sign in with. */
export function directoryEntry({ username: _, ...entry }: NewUser): Staff {
  return entry;
}
