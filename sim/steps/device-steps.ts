import type { Random } from '#shared/domain/random.ts';
import { PASSWORD, type Username } from '../world/bank.ts';
import { calm, drive, rough } from '../world/network.ts';
import type { SimDevice } from '../world/sim-device.ts';
import type { World } from '../world/world.ts';
import { type Act, anyDevice, deviceAtWork } from './step.ts';

const HOUR = 3_600_000;

/** Somebody signs in, in a network that is well or not; a program that does not run is started first. */
export async function comeTo(
  world: World,
  device: SimDevice,
  username: Username,
  random: Random,
  roughness = calm,
): Promise<boolean> {
  await world.boot(device);
  const act = await world.act(device, { do: 'signIn', username, password: PASSWORD });
  await drive(world, device, act, random, roughness);
  return device.atWork === username;
}

/** The device's next person takes over, or the same one comes back. */
export const switchUser: Act = async (world, random) => {
  const device = anyDevice(world, random);
  const { atWork } = device;
  await comeTo(world, device, random.pick(device.users), random, random.chance(0.7) ? calm : rough);
  if (device.atWork !== undefined && device.atWork !== atWork) world.count('user switched');
};

export const signOut: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  if (device === undefined) return;
  const erase = random.chance(0.3);
  const act = await world.act(device, { do: 'signOut', erase });
  world.count('signed out');
  if (erase) device.replicas += 1;
  await drive(world, device, act, random, calm);
};

export const lock: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  if (device === undefined) return;
  world.count('screen locked');
  await drive(world, device, await world.act(device, { do: 'lock' }), random, calm);
  if (random.chance(0.3)) world.pass(HOUR);
  const password = random.chance(0.2) ? 'wrong' : PASSWORD;
  await drive(world, device, await world.act(device, { do: 'unlock', password }), random, calm);
};

/** The device speaks for itself, with nobody signed in perhaps. */
export const contact: Act = async (world, random) => {
  const device = anyDevice(world, random);
  await world.boot(device);
  const act = await world.act(device, { do: 'contact' });
  await drive(world, device, act, random, random.chance(0.5) ? calm : rough);
};

export const kill: Act = async (world, random) => {
  const device = anyDevice(world, random);
  if (!device.running) return;
  await world.tell(device, { kind: 'kill', part: random.next() });
  world.count('program killed');
  world.gone(device, 'is killed');
  if (random.chance(0.8)) await comeTo(world, device, random.pick(device.users), random);
};

/** The program dies at one of its next writes, in the middle of what comes then. */
export const killAt: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  if (device === undefined) return;
  await world.tell(device, { kind: 'killAt', point: random.int(1, 14), part: random.next() });
  world.note(`  ${device.name} is to die at a write`);
};

export const clockJump: Act = async (world, random) => {
  const device = anyDevice(world, random);
  device.shift = random.chance(0.3) ? 0 : random.int(-30, 30) * HOUR + random.int(0, 3_599_000);
  world.count('clock jumped');
  world.note(`  the clock of ${device.name} is wrong by ${Math.round(device.shift / HOUR)} hours`);
};

/** Background work of the storage comes to its turn. */
export const rest: Act = async (world, random) => {
  const device = anyDevice(world, random);
  await world.tell(device, { kind: 'rest', milliseconds: random.pick([30, 100, 5000]) });
};

export const keep: Act = async (world, random) => {
  const device = anyDevice(world, random);
  await world.tell(device, { kind: 'keep', as: String(device.kept.length) });
  device.kept.push({ replicas: device.replicas, saved: world.edits.saved.size });
  world.note(`  ${device.name} is kept as it is`);
};

async function putBack(world: World, random: Random, secrets: boolean): Promise<void> {
  const kept = world.devices.filter((device) => device.kept.length > 0);
  if (kept.length === 0) return;
  const device = random.pick(kept);
  const index = random.int(0, device.kept.length - 1);
  if (device.running) {
    await world.tell(device, { kind: 'kill', part: 1 });
    world.gone(device, 'is switched off');
  }
  await world.tell(device, { kind: 'restore', from: String(index), secrets });
  device.replicas += 1;
  world.count(secrets ? 'machine put back' : 'replica put back');
  if (secrets) giveUp(world, device, device.kept[index]?.saved ?? 0);
  world.note(`  ${device.name} is put back${secrets ? ', journal and all' : ''}`);
  await comeTo(world, device, random.pick(device.users), random);
}

/** A whole machine that was put back has forgotten what was saved since; nothing of it could know. */
function giveUp(world: World, device: SimDevice, since: number): void {
  for (const edit of [...world.edits.saved.values()].slice(since))
    if (edit.device === device.name) edit.undone = true;
}

/** Its databases are put back to before, its secrets and journal are not. */
export const putBackReplica: Act = (world, random) => putBack(world, random, false);

/** The whole machine is put back, as from an image of its disk. */
export const putBackMachine: Act = (world, random) => putBack(world, random, true);

export const loseReplica: Act = async (world, random) => {
  const device = anyDevice(world, random);
  if (device.running) {
    await world.tell(device, { kind: 'kill', part: 1 });
    world.gone(device, 'is switched off');
  }
  await world.tell(device, { kind: 'loseReplica' });
  device.replicas += 1;
  world.count('replica lost');
  world.note(`  the databases of ${device.name} are gone`);
  await comeTo(world, device, random.pick(device.users), random);
};

export const loseKeys: Act = async (world, random) => {
  const device = anyDevice(world, random);
  if (device.running) {
    await world.tell(device, { kind: 'kill', part: 1 });
    world.gone(device, 'is switched off');
  }
  const identity = random.chance(0.3);
  if (identity) giveUp(world, device, 0);
  await world.tell(device, { kind: 'loseSecrets', identity });
  device.replicas += 1;
  world.count('keys lost');
  world.note(`  ${device.name} has lost its keys${identity ? ' and does not know who it is' : ''}`);
  await comeTo(world, device, random.pick(device.users), random);
};

/** An administrator orders a device to erase itself. */
export const wipe: Act = async (world, random) => {
  const found = await world.database.pool.query<{ id: string }>(
    'select id from devices where public_key is not null order by id',
  );
  if (found.rows.length === 0) return;
  const { id } = random.pick(found.rows);
  const node = await world.node(random);
  const login = { username: 'gina', password: PASSWORD, deviceId: '01930000-00ff-7000-8000-000000000001' };
  const session = await node.ask({ path: '/auth/sign-in', method: 'POST', body: JSON.stringify(login) });
  if (session?.status !== 200) return;
  const { accessToken: token } = JSON.parse(session.body);
  const body = JSON.stringify({ reason: '遗失' });
  const answer = await node.ask({ path: `/operations/devices/${id}/wipe`, method: 'POST', token, body });
  if (answer !== null && answer.status < 300) world.count('device wiped');
  world.note(`  a device is to be wiped: ${answer?.status ?? 'the node dies'}`);
};
