import { z } from 'zod';
import { verify } from '#shared/crypto/signature.ts';
import {
  type contactPayload,
  contactResponse,
  type DeviceOrder,
  type DeviceReport,
  ORDER_PURPOSE,
  orderStatement,
} from '#shared/protocol/device.ts';
import type { Secrets } from '../deps.ts';
import { storedSecret } from '../stored-secret.ts';
import type { Server } from '../sync/server.ts';
import type { Device } from './identity.ts';
import { speak } from './speak.ts';

const SECRET = 'orders';
/** Orders that are remembered, so that none is carried out twice. */
const KEPT = 50;

const content = z.object({
  /** Begun and not finished: to be gone on with at the next start. */
  running: z.uuid().nullable(),
  done: z.array(z.object({ id: z.uuid(), confirmed: z.boolean() })),
});

/** What was ordered and what became of it. Outlives a wipe. */
export interface OrderBook {
  running(): Promise<string | null>;
  isDone(id: string): Promise<boolean>;
  begin(id: string): Promise<void>;
  finish(id: string): Promise<void>;
  toConfirm(): Promise<string[]>;
  confirmed(ids: readonly string[]): Promise<void>;
}

export function createOrderBook(secrets: Secrets): OrderBook {
  const read = async (): Promise<z.infer<typeof content>> =>
    (await storedSecret(secrets, SECRET, content)) ?? { running: null, done: [] };
  const write = (value: z.infer<typeof content>) => secrets.writeSecret(SECRET, JSON.stringify(value));

  return {
    running: async () => (await read()).running,
    isDone: async (id) => (await read()).done.some((order) => order.id === id),
    begin: async (id) => await write({ ...(await read()), running: id }),
    async finish(id) {
      const others = (await read()).done.filter((order) => order.id !== id);
      await write({ running: null, done: [...others, { id, confirmed: false }].slice(-KEPT) });
    },
    toConfirm: async () => (await read()).done.flatMap(({ id, confirmed }) => (confirmed ? [] : [id])),
    async confirmed(ids) {
      if (ids.length === 0) return;
      const { running, done } = await read();
      await write({
        running,
        done: done.map((order) => (ids.includes(order.id) ? { ...order, confirmed: true } : order)),
      });
    },
  };
}

/** What the server says: its orders that are really its own, and how it stands with answered edits. */
export type Contact = z.infer<typeof contactResponse>;

/**
 * Tells the server what was carried out, how many edits wait here and how the device is; gives the orders that are really the server's,
 * for this device. An order carried out before is confirmed again, whoever sends it.
 */
export async function contact(
  server: Server,
  device: Device,
  book: OrderBook,
  unsent: number,
  report: DeviceReport,
): Promise<Contact> {
  const confirmed = await book.toConfirm();
  const payload = JSON.stringify({ confirmed, unsent, report } satisfies z.input<typeof contactPayload>);
  const { orders, ...told } = await speak(server, device, '/device/contact', payload, contactResponse);
  await book.confirmed(confirmed);
  const genuine: DeviceOrder[] = [];
  for (const order of orders) if (await isGenuine(device, order)) genuine.push(order);
  return { orders: genuine, ...told };
}

async function isGenuine(device: Device, order: DeviceOrder): Promise<boolean> {
  const { signature, ...statement } = order;
  if (device.server === undefined || order.deviceId !== device.id) return false;
  return await verify(device.server.sign, ORDER_PURPOSE, orderStatement(statement), signature);
}
