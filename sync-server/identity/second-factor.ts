import { createHmac } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { RoleName } from '#shared/access/roles.ts';
import type { ClientPolicy } from '#shared/protocol/auth.ts';
import type { FactorSecret, FactorState } from '#shared/protocol/second-factor.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { spelledSecret } from './one-time-password.ts';
import { seal, unseal } from './seal.ts';
import { BY_NAME, countAfter, waitAfter } from './throttle.ts';

const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;

type Wanted = FactorState['wanted'];

interface FactorRow {
  secret: string;
  confirmed_at: Date | null;
  last_step: number;
  /** Wrong codes in a row, and when the last one came. */
  failures: number;
  failed_at: Date | null;
  told: boolean;
}

/** What the bank asks of a role. Only administrators have one: everybody else's sign-in must work without a telephone. */
export function factorWanted(role: RoleName, policy: ClientPolicy): Wanted {
  return role === 'it_admin' ? (policy.secondFactor ?? 'optional') : 'off';
}

export async function isEnrolled(client: Pick<Client, 'query'>, userId: string): Promise<boolean> {
  const found = await client.query(
    'select 1 from second_factors where user_id = $1 and confirmed_at is not null',
    [userId],
  );
  return found.rowCount === 1;
}

export async function recoveryCodesLeft(client: Pick<Client, 'query'>, userId: string): Promise<number> {
  const found = await client.query<{ left: number }>(
    'select count(*)::int as left from recovery_codes where user_id = $1 and used_at is null',
    [userId],
  );
  return found.rows[0]?.left ?? 0;
}

/** A new secret, which counts once a first code has shown that it arrived; the one before it counts until then. */
export async function beginEnrolment(
  context: Context,
  user: { id: string; username: string },
): Promise<FactorSecret | 'enrolled'> {
  const secret = new Secret({ size: 20 });
  const stored = await context.pool.query(
    `insert into second_factors (user_id, secret, begun_at) values ($1, $2, $3)
     on conflict (user_id) do update set secret = excluded.secret, begun_at = excluded.begun_at, last_step = 0
     where second_factors.confirmed_at is null`,
    [user.id, seal(context.keys.factor, secret.base32, user.id), context.clock()],
  );
  if (stored.rowCount === 0) return 'enrolled';
  return { secret: secret.base32, uri: totp(secret, user.username).toString() };
}

/** The recovery codes, or `undefined` for a code that is not of the secret or an enrolment that nobody began. */
export async function confirmEnrolment(
  context: Context,
  userId: string,
  code: string,
  note: (client: Client) => Promise<void>,
): Promise<string[] | undefined> {
  return inTransaction(context.pool, async (client) => {
    const factor = await locked(client, userId);
    if (factor === undefined || factor.confirmed_at !== null) return undefined;
    const step = stepOf(context, userId, factor, code);
    if (step === undefined) return undefined;
    await client.query('update second_factors set confirmed_at = $2, last_step = $3 where user_id = $1', [
      userId,
      context.clock(),
      step,
    ]);
    const codes = Array.from({ length: RECOVERY_CODES }, () => spelledSecret(10, 5));
    await client.query('delete from recovery_codes where user_id = $1', [userId]);
    await client.query('insert into recovery_codes (user_id, hash) select $1, unnest($2::bytea[])', [
      userId,
      codes.map((one) => recoveryHash(context, userId, one)),
    ]);
    await note(client);
    return codes;
  });
}

/** A right code that nobody has taken yet: by its time step, or a recovery code by its mark. */
export type RightCode = { readonly step: number } | { readonly recovery: Buffer };

/** A code that opens nothing, or that is not looked at before `wait` milliseconds have gone by. */
export type WrongCode =
  | { readonly refused: 'wrong_code' }
  | {
      readonly refused: 'slowed';
      readonly wait: number;
      /** It is the first refusal of this wait. */
      readonly isNews: boolean;
    };

/**
 * Judges a code; a wrong one is counted. The factor stays locked until the transaction ends, so that codes are judged one
 * after the other whichever nodes are asked at once, and what was right is still there to be taken by {@link spendCode}.
 */
export async function judgeCode(
  client: Client,
  context: Context,
  userId: string,
  code: string,
): Promise<RightCode | WrongCode> {
  const factor = await locked(client, userId);
  if (factor === undefined || factor.confirmed_at === null) return { refused: 'wrong_code' };
  const now = context.clock();
  const failures = factor.failed_at && { count: factor.failures, lastAt: factor.failed_at.getTime() };
  const wait = failures === null ? 0 : waitAfter(failures, BY_NAME, now.getTime());
  if (wait > 0) {
    await client.query('update second_factors set told = true where user_id = $1', [userId]);
    return { refused: 'slowed', wait, isNews: !factor.told };
  }
  const step = stepOf(context, userId, factor, code);
  if (step !== undefined) return { step };
  const recovery = recoveryHash(context, userId, code);
  const unused = await client.query(
    'select 1 from recovery_codes where user_id = $1 and hash = $2 and used_at is null',
    [userId, recovery],
  );
  if (unused.rowCount === 1) return { recovery };
  await client.query(
    'update second_factors set failures = $2, failed_at = $3, told = false where user_id = $1',
    [userId, countAfter(failures ?? undefined, now.getTime()), now],
  );
  return { refused: 'wrong_code' };
}

/** Takes a code, in the transaction that judged it: it is good no second time, and the wrong ones before it are forgiven. */
export async function spendCode(
  client: Client,
  context: Context,
  userId: string,
  code: RightCode,
): Promise<void> {
  await client.query(
    `update second_factors set last_step = coalesce($2, last_step), failures = 0, failed_at = null, told = false
     where user_id = $1`,
    [userId, 'step' in code ? code.step : null],
  );
  if (!('recovery' in code)) return;
  await client.query('update recovery_codes set used_at = $3 where user_id = $1 and hash = $2', [
    userId,
    code.recovery,
    context.clock(),
  ]);
}

/** Whether there was one. */
export async function removeFactor(client: Client, userId: string): Promise<boolean> {
  const removed = await client.query('delete from second_factors where user_id = $1', [userId]);
  return removed.rowCount === 1;
}

async function locked(client: Client, userId: string): Promise<FactorRow | undefined> {
  const found = await client.query<FactorRow>(
    'select secret, confirmed_at, last_step, failures, failed_at, told from second_factors where user_id = $1 for update',
    [userId],
  );
  return found.rows[0];
}

/** The time step of a right code that is newer than the last one taken: one step early or late is forgiven. */
function stepOf(context: Context, userId: string, factor: FactorRow, code: string): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const secret = Secret.fromBase32(unseal(context.keys.factor, factor.secret, userId));
  const timestamp = context.clock().getTime();
  const delta = totp(secret, '').validate({ token, timestamp, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
  return step > factor.last_step ? step : undefined;
}

function totp(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Branchline', label, secret, digits: 6, period: STEP_SECONDS });
}

/** Under the server's key, so that the table alone does not tell whether a code is one. */
function recoveryHash(context: Context, userId: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHmac('sha256', context.keys.factor).update(`recovery\0${userId}\0${plain}`).digest();
}
