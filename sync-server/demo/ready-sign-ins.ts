import type { RoleName } from '#shared/access/roles.ts';
import type { Pool } from '../db/pool.ts';
import { DEMO_PASSWORD, demoPeople } from './people.ts';
import type { SignIn } from './sign-ins.ts';

/**
 * One demo account of each role that this database has, whichever bank is in it: the demo bank, an imported one or
 * both. The published ones come first; of
 * others, the one whose branch has the most customers. Empty where no account is a demo's.
 */
export async function readySignIns(pool: Pool): Promise<SignIn[]> {
  const { rows } = await pool.query<{ role: RoleName; username: string; name: string; branch: string }>(
    `with sizes as (select branch_id, count(*) as n from customers where not deleted group by branch_id)
     select distinct on (u.role) u.role, u.username, u.name, b.name as branch
     from users u join branches b on b.id = u.branch_id left join sizes s on s.branch_id = u.branch_id::text
     where u.demo and not u.disabled
     order by u.role, u.username = any ($1) desc, coalesce(s.n, 0) desc, length(u.username), u.username`,
    [demoPeople.map(({ username }) => username)],
  );
  return rows.map((row) => ({ ...row, password: DEMO_PASSWORD }));
}
