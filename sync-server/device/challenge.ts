import { createHmac, timingSafeEqual } from 'node:crypto';

/** Milliseconds for which a challenge can be answered. A request replayed within them changes nothing new. */
const VALID = 5 * 60_000;
/** Nodes' clocks differ a little: a challenge of another node may be of this node's future. */
const SKEW = 30_000;

/** The time and a mark of ours over it and the device: nothing has to be kept between the two requests. */
export function makeChallenge(key: Buffer, deviceId: string, now: Date): string {
  const issued = now.getTime().toString(36);
  return `${issued}.${markOf(key, deviceId, issued).toString('base64url')}`;
}

export function isCurrentChallenge(key: Buffer, deviceId: string, challenge: string, now: Date): boolean {
  const [issued, mark, ...rest] = challenge.split('.');
  if (issued === undefined || mark === undefined || rest.length > 0) return false;
  const shown = Buffer.from(mark, 'base64url');
  const expected = markOf(key, deviceId, issued);
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return false;
  const age = now.getTime() - Number.parseInt(issued, 36);
  return age <= VALID && age >= -SKEW;
}

function markOf(key: Buffer, deviceId: string, issued: string): Buffer {
  return createHmac('sha256', key).update(`${deviceId.toLowerCase()}\0${issued}`).digest();
}
