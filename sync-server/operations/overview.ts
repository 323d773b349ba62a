import type { FastifyBaseLogger } from 'fastify';
import { abilityOf } from '#shared/access/ability.ts';
import { type OverviewResponse, overviewResponse } from '#shared/protocol/overview.ts';
import type { Context } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { errors, type TypedApp } from '../http/typed-app.ts';
import { type Principal, requireUser } from '../identity/guard.ts';
import { hoursOf, localDay } from '../lookup/closing-time.ts';

export function overviewRoutes(app: TypedApp, context: Context): void {
  app.get(
    '/overview',
    {
      schema: {
        summary: 'Customers, amounts and tasks by branch',
        security: [{ bearer: [] }],
        response: { 200: overviewResponse, ...errors(401, 403, 429, 503) },
      },
    },
    async (request): Promise<OverviewResponse> => {
      const principal = await requireUser(context, request);
      if (!abilityOf(principal.role).can('read', 'overview')) {
        throw new HttpError('forbidden', 'this role has no overview');
      }
      return overview(context, principal, request.log);
    },
  );
}

interface Row {
  branch_id: string;
  name: string;
  name_en: string;
  customers: number;
  open_tasks: number;
  overdue_tasks: number;
  amounts: { currency: string; assets: number; liabilities: number }[];
}

async function overview(
  context: Context,
  principal: Principal,
  log: FastifyBaseLogger,
): Promise<OverviewResponse> {
  const now = context.clock();
  const { timeZone } = await hoursOf(context.pool, principal.branchId, log);
  const branch = principal.role === 'branch_manager' ? principal.branchId : null;
  const found = await context.pool.query<Row>(
    `with own as (
       select id, branch_id::uuid as branch_id from customers
       where not deleted and ($1::text is null or branch_id = $1)
         and (not exists (select from restrictions r where r.customer_id = customers.id)
              or exists (select from restriction_readers l where l.customer_id = customers.id and l.user_id = $3))
     ), latest as (
       select distinct on (s.customer_id) o.branch_id, s.doc ->> 'currency' as currency, m.month
       from snapshots s join own o on o.id = s.customer_id
       cross join lateral (
         select month from jsonb_array_elements(s.doc -> 'months') month
         order by (month ->> 'month')::int desc limit 1) m
       where not s.deleted
       order by s.customer_id, (s.doc ->> 'year')::int desc
     ), amounts as (
       select branch_id, jsonb_agg(jsonb_build_object(
           'currency', currency, 'assets', assets, 'liabilities', liabilities) order by currency) as amounts
       from (
         select branch_id, currency, sum((month ->> 'assets')::bigint) as assets,
                sum((month ->> 'liabilities')::bigint) as liabilities
         from latest group by branch_id, currency) a
       group by branch_id
     ), open as (
       select o.branch_id, count(*) as open_tasks,
              count(*) filter (where t.doc ->> 'dueOn' < $2) as overdue_tasks
       from tasks t join own o on o.id = t.customer_id
       where not t.deleted and t.doc ->> 'status' = 'open' group by o.branch_id
     ), counted as (select branch_id, count(*) as customers from own group by branch_id)
     select b.id as branch_id, b.name, b.name_en, coalesce(c.customers, 0) as customers,
            coalesce(t.open_tasks, 0) as open_tasks, coalesce(t.overdue_tasks, 0) as overdue_tasks,
            coalesce(a.amounts, '[]') as amounts
     from branches b
     left join counted c on c.branch_id = b.id
     left join open t on t.branch_id = b.id
     left join amounts a on a.branch_id = b.id
     where ($1::text is null and b.level = 'branch') or b.id::text = $1
     order by b.code`,
    [branch, localDay(now, timeZone), principal.userId],
  );
  return {
    asOf: now.toISOString(),
    branches: found.rows.map((row) => ({
      branchId: row.branch_id,
      name: row.name,
      nameEn: row.name_en,
      customers: row.customers,
      openTasks: row.open_tasks,
      overdueTasks: row.overdue_tasks,
      amounts: row.amounts,
    })),
  };
}
