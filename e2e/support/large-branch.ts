import type { SignIn } from '#sync-server/demo/sign-ins.ts';
import type { Bank } from './bank.ts';
import { people } from './people.ts';
import { eventually } from './wait.ts';

/** Contact logs that each file gets: fifty files, the fewest that an answer ends after, are then over its limit. */
const LOGS = 45;

export interface LargeBranch {
  teller: SignIn;
  customers: number;
  /** Somebody of the branch, and how many contact logs the file has. */
  sample: Sample & { logs: number };
}

interface Sample {
  id: string;
  name: string;
}
type Made = Omit<LargeBranch, 'sample'> & { sample: Sample };

/**
 * A branch that no other spec uses, whose more than fifty files hold so many documents that they do not come in one answer, with a
 * teller of it.
 */
export async function largeBranch(bank: Bank): Promise<LargeBranch> {
  const making = known.get(bank) ?? makeLarge(bank);
  known.set(bank, making);
  const made = await making;
  // Another spec may have added to the file since.
  const { rows } = await bank.pool.query<{ logs: number }>(
    'select count(*)::int as logs from contact_logs where customer_id = $1 and not deleted',
    [made.sample.id],
  );
  return { ...made, sample: { ...made.sample, logs: rows[0]?.logs ?? 0 } };
}

const known = new WeakMap<Bank, Promise<Made>>();

async function makeLarge({ pool }: Bank): Promise<Made> {
  const { rows } = await pool.query<{
    id: string;
    username: string;
    name: string;
    branchId: string;
    n: number;
  }>(
    `select u.id, u.username, u.name, u.branch_id as "branchId", count(*)::int as n
       from users u join customers c on c.branch_id = u.branch_id::text and not c.deleted
      where u.role = 'teller' and u.branch_id <> (select branch_id from users where username = $1)
      group by u.id order by n desc, u.id limit 1`,
    [people.teller.username],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('The demo bank has no other branch with a teller.');
  // Its staff have no known password but those that anybody may try.
  await pool.query(
    `update users set password_hash = (select password_hash from users where username = $2), demo = true where id = $1`,
    [found.id, people.teller.username],
  );
  await pool.query(
    `insert into contact_logs (id, customer_id, doc)
     select id, customer, jsonb_build_object('id', id, 'customerId', customer, 'channel', 'call', 'direction', 'outbound',
       'outcome', 'reached', 'occurredAt', '2026-01-05T02:00:00.000Z', 'note', md5(n::text || customer),
       'authorId', $2::text, 'authorName', $3::text)
       from (select gen_random_uuid() as id, c.id as customer, n from customers c, generate_series(1, $4) n
              where c.branch_id = $1 and not c.deleted) as new`,
    [found.branchId, found.id, found.name, LOGS],
  );
  await eventually('the feed has them', async () => {
    const waiting = await pool.query<{ n: number }>('select count(*)::int as n from change_log');
    return waiting.rows[0]?.n === 0;
  });
  const sample = await pool.query<Sample>(
    `select c.id, c.doc ->> 'name' as name
       from customers c where c.branch_id = $1 and not c.deleted
        and (select count(*) from customers o where o.doc ->> 'name' = c.doc ->> 'name') = 1
      order by c.id desc limit 1`,
    [found.branchId],
  );
  if (sample.rows[0] === undefined) throw new Error('The branch has no customers.');
  return {
    teller: { ...people.teller, username: found.username, name: found.name },
    customers: found.n,
    sample: sample.rows[0],
  };
}
