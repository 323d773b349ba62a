import type { Random } from '#shared/domain/random.ts';
import type { Message, SimDevice } from './sim-device.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

/** A node takes the request and works on it. What comes back waits in the network. */
export async function serve(world: World, message: Message, random: Random): Promise<void> {
  const node = await world.node(random);
  const answer = await node.ask(message.asked);
  if (answer === null) {
    world.count('node died');
    world.note(`  ${node.name} dies over ${label(message)}`);
    await lose(world, message);
    return;
  }
  if (answer.status === 500)
    throw new Violation('nothing fails unexpectedly', `${node.name} cannot answer ${label(message)}`);
  message.answer = answer;
  world.served += 1;
  message.served = world.served;
  world.note(`  ${node.name} answers ${label(message)}: ${summary(world, message)}`);
}

export async function deliver(world: World, message: Message, cutAt?: number): Promise<void> {
  const { answer, device, asked } = message;
  if (answer === undefined) return;
  world.forget(message);
  if (cutAt !== undefined) world.count('answer broken off');
  const after = cutAt === undefined ? await world.watcher?.delivering(message) : undefined;
  world.note(`  ${label(message)} arrives${cutAt === undefined ? '' : ' broken'}`);
  await world.tell(device, {
    kind: 'answer',
    request: asked.id,
    status: answer.status,
    body: answer.body,
    ...(cutAt === undefined ? {} : { cutAt }),
  });
  await after?.();
}

/** The request, or its answer, never arrives. */
export async function lose(world: World, message: Message): Promise<void> {
  world.forget(message);
  world.count(message.answer === undefined ? 'request lost' : 'answer lost');
  world.note(`  ${label(message)} is lost${message.answer === undefined ? '' : ' on its way back'}`);
  await world.tell(message.device, { kind: 'noAnswer', request: message.asked.id });
}

/** A request that the network delivers once more, now or much later; its answer goes nowhere. */
export async function echo(world: World, message: Message, random: Random): Promise<void> {
  const node = await world.node(random);
  const answer = await node.ask(message.asked);
  world.count(message.answer === undefined ? 'request doubled' : 'request repeated late');
  world.note(`  ${node.name} gets ${label(message)} once more: ${answer?.status ?? 'dies'}`);
}

/** How rough the network is: probabilities, for each message. */
export interface Roughness {
  lose: number;
  duplicate: number;
  breakBody: number;
}
export const calm: Roughness = { lose: 0, duplicate: 0, breakBody: 0 };
export const rough: Roughness = { lose: 0.12, duplicate: 0.12, breakBody: 0.08 };

/** One thing happens to one message of these. */
export async function move(
  world: World,
  messages: readonly Message[],
  random: Random,
  { lose: loss, duplicate, breakBody }: Roughness,
): Promise<void> {
  const message = random.pick(messages);
  if (random.chance(loss)) return await lose(world, message);
  if (message.answer === undefined) {
    if (random.chance(duplicate)) {
      world.echoes.push(message);
      if (random.chance(0.5)) await echo(world, message, random);
    }
    return await serve(world, message, random);
  }
  if (random.chance(breakBody)) return await deliver(world, message, random.next());
  await deliver(world, message);
}

/** Moves a device's messages until its action has ended, or until nothing can move it on. */
export async function drive(
  world: World,
  device: SimDevice,
  act: number,
  random: Random,
  roughness: Roughness,
): Promise<void> {
  for (let moves = 0; device.acts.has(act); moves += 1) {
    if (moves > 400) throw new Violation('every action ends', `${device.name} goes on and on`);
    const messages = world.of(device);
    if (messages.length > 0) await move(world, messages, random, roughness);
    else if (moves < 380) {
      // Something may wait for a timer of the storage.
      await world.tell(device, { kind: 'rest', milliseconds: 5000 });
      moves += 50;
    } else {
      const [, { action } = { action: undefined }] = [...device.acts][0] ?? [];
      throw new Violation('every action ends', `${device.name} waits for nothing: ${action?.do}`);
    }
  }
}

export function label({ device, asked }: Message): string {
  return `${device.name} ${asked.path}`;
}

function summary(world: World, { asked, answer }: Message): string {
  if (answer === undefined) return '';
  let body: unknown;
  try {
    body = JSON.parse(answer.body);
  } catch {
    return String(answer.status);
  }
  const value = body as {
    error?: { code: string };
    pages?: { rows: unknown[] }[];
    evict?: string[];
    drop?: unknown[];
    more?: boolean;
    results?: { mutationId: string; outcome: string; evict?: string }[];
    orders?: unknown[];
  };
  if (value.error !== undefined) return value.error.code;
  if (asked.path === '/sync/pull') {
    const rows = value.pages?.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
    return `${rows} documents, evict ${value.evict?.length}, drop ${value.drop?.length}${value.more === true ? ', more' : ''}`;
  }
  if (value.results !== undefined)
    return value.results
      .map(
        ({ mutationId, outcome, evict }) =>
          `${world.edits.nameOf(mutationId)} ${outcome}${evict === undefined ? '' : ' evict'}`,
      )
      .join(', ');
  if (value.orders !== undefined) return `${value.orders.length} orders`;
  return String(answer.status);
}
