import type { DeviceReport } from '#shared/protocol/device.ts';
import type { ReplicaDeps } from '../deps.ts';
import { createLoop } from '../sync/loop.ts';
import type { Server } from '../sync/server.ts';
import { forgetKept, unanswered } from './answered.ts';
import { deliver } from './delivery.ts';
import { type Device, readDevice } from './identity.ts';
import { type Contact, contact, createOrderBook } from './orders.ts';

/** Milliseconds between two contacts that nobody asked for. */
const EVERY = 60_000;

export interface AgentDeps
  extends Pick<ReplicaDeps, 'secrets' | 'journal' | 'clock' | 'random' | 'automatic'> {
  server: Server;
  /** Pending edits of the person now signed in, who sends them himself. */
  heldBack(): ReadonlySet<string>;
  /** How the device is, for those who look after it. */
  report(): Promise<DeviceReport>;
  /** Copies were delivered, or may have been. */
  delivered(): Promise<void>;
  /** Ends every session and destroys what can be read on this device. */
  wipe(): Promise<void>;
}

/** What a device does for itself, whoever uses it: it takes orders, and sends edits that nobody else will send. */
export interface DeviceAgent {
  /** Goes on with a wipe that was cut short. */
  recover(): Promise<void>;
  /** Begins to keep in contact by itself; makes the next contact now where it does already. */
  start(): void;
  /** One contact and one delivery, whatever comes of it. */
  round(): Promise<void>;
  /** The server was reached by somebody else, or was not. */
  noticed(reached: boolean): void;
  stop(): Promise<void>;
}

export function createDeviceAgent(deps: AgentDeps): DeviceAgent {
  const { server, journal } = deps;
  const book = createOrderBook(deps.secrets);
  let wasCut = false;

  async function carryOut(id: string): Promise<void> {
    if (!(await book.isDone(id))) {
      await book.begin(id);
      await deps.wipe();
    }
    await book.finish(id);
  }

  async function keepContact(device: Device): Promise<Contact> {
    const copies = await journal.readJournal();
    const told = await contact(server, device, book, unanswered(copies).length, await deps.report());
    await forgetKept(journal, copies, told);
    for (const order of told.orders) await carryOut(order.id);
    return told;
  }

  async function recover() {
    const id = await book.running();
    if (id === null) return;
    await deps.wipe();
    await book.finish(id);
  }

  async function work() {
    await recover();
    const device = await readDevice(deps.secrets);
    // The server knows a device by a sign-in.
    if (device?.server === undefined) return;
    const { orders, run } = await keepContact(device);
    try {
      await deliver({ server, journal }, device, deps.heldBack(), run);
    } finally {
      await deps.delivered();
      // After the delivery, so that what the server then reads of this device is how it ended.
      if (orders.length > 0) await keepContact(device);
    }
  }

  const automatic = deps.automatic ?? true;
  const loop = createLoop(work, {
    clock: deps.clock,
    random: deps.random,
    automatic,
    every: EVERY,
    onResult: () => undefined,
  });

  return {
    recover,
    start() {
      if (automatic) loop.trigger();
    },
    round: loop.round,
    noticed(reached) {
      if (automatic && reached && wasCut) loop.trigger();
      wasCut = !reached;
    },
    stop: loop.stop,
  };
}
