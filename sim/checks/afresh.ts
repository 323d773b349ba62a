import { randomFrom } from '#shared/domain/random.ts';
import type { DeviceThread } from '../device/handle.ts';
import { comeTo } from '../steps/device-steps.ts';
import { calm, drive } from '../world/network.ts';
import { makeDevice, type SimDevice } from '../world/sim-device.ts';
import type { World } from '../world/world.ts';
import { compare, contentOf } from './replicas.ts';

/** Invariant 5: one that goes on from its disk, and one that begins anew, hold the same. */
export async function checkAfresh(world: World, spare: DeviceThread): Promise<void> {
  const random = randomFrom(`afresh ${world.seed}`);
  const used = world.devices.filter((device) => device.atWork !== undefined);
  if (used.length === 0) return;
  const device = random.pick(used);
  const { atWork: username } = device;
  if (username === undefined) return;
  const before = contentOf((await world.read(device)).documents);
  // A program that dies leaves all that it wrote on the disk; a machine that loses power may not.
  const powerCut = random.chance(0.5);
  await resume(world, device, powerCut ? random.next() : 1);
  await comeTo(world, device, username, random);
  if (!powerCut)
    compare(
      '5 resuming equals syncing afresh',
      `${device.name} (${username}), resumed`,
      before,
      contentOf((await world.read(device)).documents),
    );
  await sync(world, device);
  compare(
    '5 resuming equals syncing afresh',
    `${device.name} (${username}), resumed and synced`,
    before,
    contentOf((await world.read(device)).documents),
  );
  await world.make(spare, 'fresh');
  const fresh = makeDevice('fresh', spare, [username]);
  world.devices.push(fresh);
  if (!(await comeTo(world, fresh, username, random))) return;
  await sync(world, fresh);
  compare(
    '5 resuming equals syncing afresh',
    `${device.name} (${username})`,
    contentOf((await world.read(fresh)).documents),
    before,
  );

  async function sync(world: World, device: SimDevice) {
    await drive(world, device, await world.act(device, { do: 'sync' }), random, calm);
  }
}

async function resume(world: World, device: SimDevice, part: number): Promise<void> {
  await world.tell(device, { kind: 'kill', part });
  world.gone(device, 'is killed');
}
