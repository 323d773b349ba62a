import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

/**
 * A claim of the server to itself, carried by somebody else: JSON and a mark of ours over it, for one purpose. What it
 * says can be read by whoever carries it.
 */
export function makeTicket(key: Buffer, purpose: string, claims: object, expiresAt: Date): string {
  const body = Buffer.from(JSON.stringify({ ...claims, until: expiresAt.getTime() })).toString('base64url');
  return `${body}.${markOf(key, purpose, body).toString('base64url')}`;
}

/** The claims of a ticket that is ours, for this purpose, and not over; else `undefined`. */
export function readTicket<T extends z.ZodType>(
  key: Buffer,
  purpose: string,
  schema: T,
  ticket: string,
  now: Date,
): z.infer<T> | undefined {
  const [body, mark, ...rest] = ticket.split('.');
  if (body === undefined || mark === undefined || rest.length > 0) return undefined;
  const [shown, expected] = [Buffer.from(mark, 'base64url'), markOf(key, purpose, body)];
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return undefined;
  const { until, ...claims } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  if (typeof until !== 'number' || until <= now.getTime()) return undefined;
  const parsed = schema.safeParse(claims);
  return parsed.success ? parsed.data : undefined;
}

function markOf(key: Buffer, purpose: string, body: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\0${body}`).digest();
}
