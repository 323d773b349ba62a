import type { AuditGaps } from '#shared/protocol/audit.ts';
import type { Pool } from '../db/pool.ts';

/** The newest of them; more than somebody looks through at a time. */
const SHOWN = 200;

/** Numbers that devices gave and that never came, with whoever used the device last. */
export async function listGaps(pool: Pool): Promise<AuditGaps> {
  const gaps = await pool.query<{
    device_id: string;
    name: string | null;
    name_en: string | null;
    first_seq: number;
    last_seq: number;
    noticed_at: Date;
  }>(
    `select g.device_id, u.name, u.name_en, g.first_seq, g.last_seq, g.noticed_at
     from device_gaps g left join devices d on d.id = g.device_id left join users u on u.id = d.last_user_id
     order by g.noticed_at desc, g.device_id, g.first_seq limit ${SHOWN + 1}`,
  );
  const repeated = await pool.query<{
    device_id: string;
    name: string | null;
    name_en: string | null;
    repeated: number;
  }>(
    `select s.device_id, u.name, u.name_en, s.repeated
     from device_sequences s left join devices d on d.id = s.device_id left join users u on u.id = d.last_user_id
     where s.repeated > 0 order by s.noted_at desc limit ${SHOWN}`,
  );
  return {
    gaps: gaps.rows.slice(0, SHOWN).map((row) => ({
      ...userOf(row),
      first: row.first_seq,
      last: row.last_seq,
      noticedAt: row.noticed_at.toISOString(),
    })),
    more: gaps.rows.length > SHOWN,
    repeated: repeated.rows.map((row) => ({ ...userOf(row), count: row.repeated })),
  };
}

function userOf(row: { device_id: string; name: string | null; name_en: string | null }) {
  return {
    deviceId: row.device_id,
    ...(row.name !== null && { userName: row.name }),
    ...(row.name_en !== null && { userNameEn: row.name_en }),
  };
}
