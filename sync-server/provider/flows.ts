import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Client, Pool } from '../db/pool.ts';
import type { Proof } from './provider.ts';

/** Minutes that somebody has at the provider, and seconds for the client to come for its session. */
const FLOW_MINUTES = 10;
const TICKET_SECONDS = 120;

export const FLOW_SECONDS = FLOW_MINUTES * 60;

/** A sign-in whose address was opened by a browser. */
export interface OpenedFlow {
  readonly returnTo: string;
  /** Name and value of the cookie that ties it to this browser. */
  readonly cookie: { readonly name: string; readonly value: string };
  readonly proof: Proof;
}

export interface Flow {
  readonly id: Buffer;
  readonly returnTo: string;
}

interface Row {
  id: Buffer;
  return_to: string;
  browser: Buffer | null;
}

/** Begins a sign-in; the answer is its name, which only the client and whoever is sent to its address knows. */
export async function beginFlow(
  pool: Pool,
  { challenge, returnTo }: { challenge: string; returnTo: string },
  now: Date,
): Promise<string> {
  const id = randomToken();
  await pool.query(
    'insert into provider_flows (id, challenge, return_to, expires_at) values ($1, $2, $3, $4)',
    [hash(id), Buffer.from(challenge, 'base64url'), returnTo, later(now, FLOW_SECONDS)],
  );
  return id;
}

/**
 * Gives a sign-in to the browser that opens its address. The first one has it: it may open it again, and nobody else.
 * `undefined`: there is none, or another browser has it.
 */
export async function openFlow(
  pool: Pool,
  id: string,
  cookieOf: (name: string) => string | undefined,
  now: Date,
): Promise<OpenedFlow | undefined> {
  const name = cookieName(hash(id));
  const kept = cookieOf(name);
  const value = kept !== undefined && kept.length === 43 ? kept : randomToken();
  const state = randomToken();
  const opened = await pool.query<Row>(
    `update provider_flows set browser = $2, state = $3
     where id = $1 and ticket is null and expires_at > $4 and (browser is null or browser = $2)
     returning id, return_to, browser`,
    [hash(id), hash(value), hash(state), now],
  );
  const [row] = opened.rows;
  if (row === undefined) return undefined;
  return { returnTo: row.return_to, cookie: { name, value }, proof: proofOf(value, state) };
}

/**
 * The sign-in that an answer of the provider is about. Its state is good once. `own: false`: the browser that brings it is
 * not the one that asked, and the sign-in stays as it was.
 */
export async function claimFlow(
  pool: Pool,
  state: string,
  cookieOf: (name: string) => string | undefined,
  now: Date,
): Promise<
  | { readonly flow: Flow; readonly own: true; readonly proof: Proof; readonly cookie: string }
  | { readonly flow: Flow; readonly own: false }
  | undefined
> {
  const found = await pool.query<Row>(
    'select id, return_to, browser from provider_flows where state = $1 and expires_at > $2',
    [hash(state), now],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const flow = { id: row.id, returnTo: row.return_to };
  const cookie = cookieName(row.id);
  const value = cookieOf(cookie);
  if (value === undefined || row.browser === null || !timingSafeEqual(hash(value), row.browser)) {
    return { flow, own: false };
  }
  const claimed = await pool.query('update provider_flows set state = null where id = $1 and state = $2', [
    row.id,
    hash(state),
  ]);
  return claimed.rowCount === 1 ? { flow, own: true, proof: proofOf(value, state), cookie } : undefined;
}

/** The provider has vouched for somebody: whoever shows the ticket and knows the verifier is let in as them. */
export async function grantTicket(pool: Pool, flow: Flow, userId: string, now: Date): Promise<string> {
  const ticket = randomToken();
  await pool.query('update provider_flows set user_id = $2, ticket = $3, expires_at = $4 where id = $1', [
    flow.id,
    userId,
    hash(ticket),
    later(now, TICKET_SECONDS),
  ]);
  return ticket;
}

export async function endFlow(pool: Pool, { id }: Flow): Promise<void> {
  await pool.query('delete from provider_flows where id = $1', [id]);
}

/**
 * Whom a ticket is for; it is not used up. A wrong verifier ends it: the client that has the right one makes no mistakes,
 * and whoever has stolen a ticket gets one guess.
 */
export async function readTicket(
  pool: Pool,
  ticket: string,
  verifier: string,
  now: Date,
): Promise<{ readonly userId: string; readonly right: boolean } | undefined> {
  const found = await pool.query<{ user_id: string; challenge: Buffer }>(
    'select user_id, challenge from provider_flows where ticket = $1 and expires_at > $2',
    [hash(ticket), now],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const shown = hash(verifier);
  const right = shown.length === row.challenge.length && timingSafeEqual(shown, row.challenge);
  if (!right) await pool.query('delete from provider_flows where ticket = $1', [hash(ticket)]);
  return { userId: row.user_id, right };
}

/** Whether the ticket was there to be used: two sign-ins with one take turns, and the second one finds none. */
export async function spendTicket(client: Client, ticket: string): Promise<boolean> {
  const spent = await client.query('delete from provider_flows where ticket = $1', [hash(ticket)]);
  return spent.rowCount === 1;
}

/** Removes sign-ins that nobody went on with. Returns how many. */
export async function forgetFlows(pool: Pool, now: Date): Promise<number> {
  const gone = await pool.query('delete from provider_flows where expires_at < $1', [now]);
  return gone.rowCount ?? 0;
}

/** What the provider's answer is checked with follows from the cookie: the database alone can finish no sign-in. */
function proofOf(cookie: string, state: string): Proof {
  const derive = (purpose: string) =>
    createHmac('sha256', cookie).update(`${purpose}\0${state}`).digest('base64url');
  return { state, nonce: derive('nonce'), codeVerifier: derive('code verifier') };
}

function cookieName(id: Buffer): string {
  return `branchline-sign-in-${id.toString('hex').slice(0, 16)}`;
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
