import type { Random } from '#shared/domain/random.ts';
import { stampAll } from '../checks/settle.ts';
import { readableDocuments } from '../checks/watch.ts';
import { calm, deliver, drive, move, serve } from '../world/network.ts';
import type { Message, SimDevice } from '../world/sim-device.ts';
import type { World } from '../world/world.ts';
import { loseSight, write } from './bank-steps.ts';
import { type Act, deviceAtWork, fileName } from './step.ts';

/**
 * Two answers about one document overtake each other: a device pulls and pushes at once, the bank writes in between,
 * and the answer that a node gave first arrives last.
 */
export const race: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  if (device === undefined || device.cut || device.acts.size > 0) return;
  const documents = await readableDocuments(world, device, ['customers']);
  const [first] = documents?.customers ?? [];
  if (documents === undefined || first === undefined) return;
  const customerId = String((random.chance(0.5) ? first : random.pick(documents.customers)).id);
  const slowPull = random.chance(0.6);
  world.note(
    `  a ${slowPull ? 'pull' : 'push'} of ${device.name} is slow, and ${fileName(customerId)} changes`,
  );
  if (slowPull) await change(world, customerId);
  await edit(world, device, customerId);
  const act = await world.act(device, { do: 'sync' });
  await until(world, device, random);
  const asked = (path: string) => world.of(device).find((message) => message.asked.path === path);
  const [pull, push] = [asked('/sync/pull'), asked('/sync/push')];
  if (pull !== undefined && push !== undefined) {
    const [slow, quick] = slowPull ? [pull, push] : [push, pull];
    await serve(world, slow, random);
    await (random.chance(0.5) ? takeAway(world, random, customerId) : change(world, customerId));
    await arrive(world, device, quick, random);
    await arrive(world, device, slow, random);
  }
  await drive(world, device, act, random, calm);
};

/** The device may have to ask for a new token before it asks for anything else. */
async function until(world: World, device: SimDevice, random: Random): Promise<void> {
  for (let moves = 0; moves < 10; moves += 1) {
    const other = world.of(device).filter(({ asked }) => !asked.path.startsWith('/sync/'));
    if (other.length === 0) return;
    await move(world, other, random, calm);
  }
}

async function arrive(world: World, device: SimDevice, message: Message, random: Random): Promise<void> {
  if (message.answer === undefined && world.of(device).includes(message)) await serve(world, message, random);
  if (world.of(device).includes(message)) await deliver(world, message);
}

/** The bank writes the customer, and that is on the feed at once. */
async function change(world: World, customerId: string): Promise<void> {
  world.nextId += 1;
  await write(world, 'customers', customerId, { email: `core${world.nextId}@example.com` });
  await stampAll(world);
}

async function takeAway(world: World, random: Random, customerId: string): Promise<void> {
  await loseSight(world, random, customerId);
  await stampAll(world);
}

async function edit(world: World, device: SimDevice, documentId: string): Promise<void> {
  world.nextId += 1;
  const input = {
    collection: 'customers',
    intent: 'customer.edit',
    documentId,
    next: { occupation: `职业${world.nextId}` },
  } as const;
  await world.act(device, { do: 'edit', input });
}
