import type { AuditFilter, AuditLine, AuditPage } from '#shared/protocol/audit.ts';
import type { Client } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';

interface Row {
  id: number;
  at: Date;
  cursor: string;
  pos: number | null;
  actor_id: string | null;
  actor_name: string | null;
  actor_name_en: string | null;
  action: string;
  subject_id: string | null;
  subject_name: string | null;
  subject_name_en: string | null;
  customer_id: string | null;
  customer_no: string | null;
  reason: string;
  device_id: string | null;
  device_seq: number | null;
  detail: AuditLine['detail'] | null;
}

const CURSOR = /^(\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)Z (-?\d{1,18})$/;

/**
 * A page of the audit log, newest first. Each kind of filter has an index that ends in time and id, and a page goes on
 * from the last line before it, so that the hundredth page costs what the first does.
 */
export async function searchLines(
  client: Pick<Client, 'query'>,
  filter: AuditFilter,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<AuditPage> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where: string[] = [];
  if (filter.from !== undefined) where.push(`l.at >= ${bind(filter.from)}::timestamptz`);
  if (filter.to !== undefined) where.push(`l.at < ${bind(filter.to)}::timestamptz`);
  if (filter.actorId !== undefined) where.push(`l.actor_id = ${bind(filter.actorId)}::uuid`);
  if (filter.deviceId !== undefined) where.push(`l.device_id = ${bind(filter.deviceId)}::uuid`);
  if (filter.action !== undefined) where.push(`l.action = ${bind(filter.action)}`);
  if (filter.customerNo !== undefined) {
    const found = await client.query<{ id: string }>('select id from customers where customer_no = $1', [
      filter.customerNo,
    ]);
    if (found.rows[0] === undefined) return { items: [] };
    where.push(`l.customer_id = ${bind(found.rows[0].id)}::uuid`);
  }
  if (page.after !== undefined) {
    const [, at, id] = CURSOR.exec(page.after) ?? [];
    if (at === undefined) throw new HttpError('bad_request', 'not a place in the log', { paths: ['/after'] });
    where.push(`(l.at, l.id) < (${bind(`${at}Z`)}::timestamptz, ${bind(id)}::bigint)`);
  }
  const found = await client.query<Row>(
    `with page as (
       select * from audit_log l ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
       order by l.at desc, l.id desc limit ${bind(page.limit + 1)})
     select l.*, (l.at at time zone 'UTC')::text || 'Z ' || l.id as cursor, s.pos,
            a.name as actor_name, a.name_en as actor_name_en, b.name as subject_name, b.name_en as subject_name_en,
            c.customer_no
     from page l left join audit_seals s on s.line_id = l.id left join users a on a.id = l.actor_id
     left join users b on b.id = l.subject_id left join customers c on c.id = l.customer_id
     order by l.at desc, l.id desc`,
    values,
  );
  const rows = found.rows.slice(0, page.limit);
  const last = rows.at(-1);
  return {
    items: rows.map(lineOf),
    ...(found.rows.length > page.limit && last !== undefined && { next: last.cursor }),
  };
}

function lineOf(row: Row): AuditLine {
  return {
    id: row.id,
    at: row.at.toISOString(),
    ...(row.pos !== null && { pos: row.pos }),
    ...(row.actor_id !== null && { actor: person(row.actor_id, row.actor_name, row.actor_name_en) }),
    action: row.action,
    ...(row.subject_id !== null && {
      subject: person(row.subject_id, row.subject_name, row.subject_name_en),
    }),
    ...(row.customer_id !== null && {
      customer: { id: row.customer_id, ...(row.customer_no !== null && { customerNo: row.customer_no }) },
    }),
    ...(row.reason !== '' && { reason: row.reason }),
    ...(row.device_id !== null && {
      device: { id: row.device_id, ...(row.device_seq !== null && { seq: row.device_seq }) },
    }),
    ...(row.detail !== null && { detail: row.detail }),
  };
}

function person(id: string, name: string | null, nameEn: string | null) {
  return { id, ...(name !== null && { name }), ...(nameEn !== null && { nameEn }) };
}
