import { createHash } from 'node:crypto';
import { randomFrom } from '#shared/domain/random.ts';
import { checkAfresh } from '../checks/afresh.ts';
import { checkEdits, type EditFigures } from '../checks/edits.ts';
import { checkFields } from '../checks/fields.ts';
import { checkReplicas } from '../checks/replicas.ts';
import { settle, stampAll } from '../checks/settle.ts';
import { watch } from '../checks/watch.ts';
import type { DeviceThread } from '../device/handle.ts';
import { acts } from '../steps/acts.ts';
import { enterFiles } from '../steps/bank-steps.ts';
import { comeTo } from '../steps/device-steps.ts';
import type { Step } from '../steps/plan.ts';
import { fileOf, found, NORTH, personNamed, SOUTH, type Username } from '../world/bank.ts';
import type { SimDatabase } from '../world/database.ts';
import type { Tally } from '../world/happening.ts';
import { calm, drive, rough } from '../world/network.ts';
import type { ServerNode } from '../world/node.ts';
import { makeDevice } from '../world/sim-device.ts';
import { type Invariant, Violation } from '../world/violation.ts';
import { World } from '../world/world.ts';
import { plant } from './patches.ts';

/** What runs are carried out on, one after the other. */
export interface Stage {
  database: SimDatabase;
  /** At least two. */
  nodes: ServerNode[];
  /** One more than a run has devices. */
  threads: DeviceThread[];
  /** The moment at which the nodes believe to be. */
  clock: { now(): number };
}

export interface RunResult {
  violation: { invariant: Invariant; detail: string } | undefined;
  trace: string[];
  /** Of the trace. */
  digest: string;
  edits: EditFigures;
  happened: Tally;
}

export interface RunOptions {
  /** What is wrong with the code in this run, on purpose. */
  defect?: string | undefined;
}

/** One run: the steps, then quiet, then every invariant. The same seed and steps give the same trace. */
export async function simulate(
  stage: Stage,
  seed: number,
  steps: readonly Step[],
  { defect }: RunOptions = {},
): Promise<RunResult> {
  const world = new World(seed, stage.database, stage.nodes, defect);
  plant(defect);
  stage.clock.now = () => world.time;
  world.watcher = watch(world);
  let violation: RunResult['violation'];
  let edits: EditFigures = { saved: 0 };
  try {
    await prepare(world, stage);
    for (const step of steps) {
      world.note(`${step.number} ${step.kind}`);
      world.pass(1000);
      await acts[step.kind](world, randomFrom(`step ${seed} ${step.number}`));
    }
    await settle(world);
    await checkReplicas(world);
    edits = await checkEdits(world);
    await checkFields(world);
    const spare = stage.threads[world.devices.length];
    if (spare !== undefined) await checkAfresh(world, spare);
  } catch (error) {
    const violated =
      error instanceof Violation
        ? error
        : new Violation(
            'nothing fails unexpectedly',
            error instanceof Error ? (error.stack ?? error.message) : String(error),
          );
    violation = { invariant: violated.invariant, detail: violated.message };
    // Stacks hold paths and line numbers, which are not the run's.
    world.note(violated.message.split('\n')[0] ?? '');
  } finally {
    await world.slow?.rollBack();
  }
  const digest = createHash('sha256').update(world.trace.join('\n')).digest('hex').slice(0, 16);
  return { violation, trace: world.trace, digest, edits, happened: world.happened };
}

const workplaces: readonly (readonly Username[])[] = [
  ['anna', 'bert'],
  ['dora'],
  ['fred'],
  ['emil'],
  ['carl', 'bert'],
];

/** A bank with a few files, and devices whose people have signed in; the first download may be under way. */
async function prepare(world: World, stage: Stage): Promise<void> {
  const random = randomFrom(`world ${world.seed}`);
  for (const node of stage.nodes) await node.forget();
  await stage.database.empty();
  await found(stage.database.pool);
  const managers = [personNamed('dora').id, personNamed('emil').id, undefined];
  for (let left = random.int(4, 7); left > 0; left -= 1) {
    await enterFiles(
      world,
      fileOf(world.nextFile, random.chance(0.7) ? NORTH : SOUTH, random.pick(managers)),
    );
    world.nextFile += 1;
  }
  await stampAll(world);
  const most = Math.min(workplaces.length, stage.threads.length - 1);
  const places = workplaces.slice(
    0,
    Math.min(
      most,
      random.weighted([
        [3, 5],
        [4, 3],
        [5, 2],
      ]),
    ),
  );
  for (const [index, users] of places.entries()) {
    const thread = stage.threads[index];
    if (thread === undefined) continue;
    await world.make(thread, `device ${index}`);
    const device = makeDevice(`D${index + 1}`, thread, users);
    world.devices.push(device);
    const [first] = users;
    if (first === undefined || !(await comeTo(world, device, first, random))) continue;
    if (random.chance(0.7)) {
      const act = await world.act(device, { do: 'sync' });
      await drive(world, device, act, random, random.chance(0.7) ? calm : rough);
    }
  }
}
