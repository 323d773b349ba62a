import { calm, echo as deliverEcho, drive, move, rough } from '../world/network.ts';
import { type Act, deviceAtWork } from './step.ts';

/** A device syncs until that is over, in a network that is well or not. */
export const sync: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  if (device === undefined) return;
  const act = await world.act(device, { do: 'sync' });
  await drive(world, device, act, random, random.chance(0.6) ? calm : rough);
};

/** A device begins to sync; its messages wait for what comes next. */
export const syncLater: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  if (device === undefined || device.acts.size > 0) return;
  await world.act(device, { do: 'sync' });
};

/** Something happens to some of the messages that are on their way. */
export const network: Act = async (world, random) => {
  for (let times = random.int(1, 4); times > 0 && world.messages.length > 0; times -= 1)
    await move(world, world.messages, random, rough);
};

/** A request that was answered long ago is delivered once more. */
export const echo: Act = async (world, random) => {
  if (world.echoes.length > 0) await deliverEcho(world, random.pick(world.echoes), random);
};

export const cutLine: Act = async (world, random) => {
  const device = random.pick(world.devices);
  device.cut = !device.cut;
  if (device.cut) world.count('line cut');
  world.note(`  the line of ${device.name} is ${device.cut ? 'cut' : 'back'}`);
  if (device.running) await world.tell(device, { kind: 'rest', milliseconds: 0 });
};
