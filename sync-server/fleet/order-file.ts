import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Key } from '#shared/crypto/key.ts';
import { sign, verify } from '#shared/crypto/signature.ts';
import { instant, line, uuid } from '#shared/model/primitives.ts';
import { publicKey, sealedText } from '#shared/protocol/auth.ts';

const order = z.strictObject({
  id: uuid,
  deviceId: uuid,
  kind: z.enum(['wipe', 'revoke']),
  issuedAt: instant,
  signature: sealedText,
  reason: line(200),
  orderedBy: uuid.nullable(),
  /** Of the device, which may have been enrolled after the backup. */
  deviceKey: publicKey.nullable(),
  endedAt: instant.nullable(),
});
/** An order as it is kept outside the database: whole, so that a database that never had it can take it up. */
export type FiledOrder = z.infer<typeof order>;

const fileLine = order.extend({ mark: sealedText });
const PURPOSE = 'filed device order';

const NAME = /^device-orders-.+\.jsonl$/;

export function orderFileOf(folder: string, nodeName: string): string {
  return path.join(folder, `device-orders-${nodeName.replaceAll(/[^A-Za-z0-9_-]/g, '_')}.jsonl`);
}

/**
 * The orders in all files of a folder, whichever node wrote them; one that ended stays ended. `forged` counts lines that
 * the server did not sign: who can write to the folder neither gives an order nor ends one.
 */
export async function readOrders(
  folder: string,
  signedBy: string,
): Promise<{ orders: Map<string, FiledOrder>; forged: number }> {
  const orders = new Map<string, FiledOrder>();
  let forged = 0;
  for (const name of (await readdir(folder)).filter((one) => NAME.test(one))) {
    for (const text of (await readFile(path.join(folder, name), 'utf8')).split('\n')) {
      // What a crash cut short is no line, and was written again behind it.
      const found = parse(text);
      if (found === null) continue;
      const { mark, ...one } = found;
      if (!(await verify(signedBy, PURPOSE, statementOf(one), mark))) forged += 1;
      else if ((orders.get(one.id)?.endedAt ?? null) === null) orders.set(one.id, one);
    }
  }
  return { orders, forged };
}

/** Adds lines and resolves when they are on the disk. Each begins on a line of its own, also after one that was cut. */
export async function appendOrders(
  file: string,
  orders: readonly FiledOrder[],
  signingKey: Key,
): Promise<void> {
  const lines = await Promise.all(
    orders.map(async (one) =>
      JSON.stringify({ ...one, mark: await sign(signingKey, PURPOSE, statementOf(one)) }),
    ),
  );
  const handle = await open(file, 'a', 0o640);
  try {
    await handle.appendFile(`\n${lines.join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function statementOf(one: FiledOrder): string {
  const { id, deviceId, kind, issuedAt, signature, reason, orderedBy, deviceKey, endedAt } = one;
  return JSON.stringify([id, deviceId, kind, issuedAt, signature, reason, orderedBy, deviceKey, endedAt]);
}

function parse(text: string): z.infer<typeof fileLine> | null {
  try {
    return fileLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
