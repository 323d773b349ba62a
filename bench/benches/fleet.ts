import { fork } from 'node:child_process';
import { once } from 'node:events';
import { base64Of } from '#shared/crypto/base64.ts';
import { makeSigningKeys } from '#shared/crypto/signature.ts';
import type { Bench } from '../harness/bench.ts';
import { writeBank } from '../server/bank.ts';
import { startDatabase } from '../server/database.ts';
import { type BeFleet, type FleetDone, type Habit, habits } from '../server/fleet-process.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { costOf, residentMegabytes } from '../server/processes.ts';
import { signIn } from '../server/sign-ins.ts';
import { quantile } from '../server/statistics.ts';

const DEVICES_A_BRANCH = 50;
/** All that a device does every minute is done once by each of them. */
const SECONDS = 60;

export const bench: Bench = {
  about:
    'processor time, memory and latency of one node under a fleet: contact, pull and update check of each device',
  sizes: [1_000, 5_000],
  async run({ records, sizes }) {
    const most = sizes.at(-1) ?? 0;
    const add = (metric: string, value: number, unit: string) =>
      records.add({ bench: 'fleet', subject: 'product', metric, value, unit });
    const database = await startDatabase();
    let node: BenchNode | undefined;
    try {
      const branches = Math.ceil(most / DEVICES_A_BRANCH);
      const size = { branches, people: DEVICES_A_BRANCH, files: 1, tasks: 1 };
      const bank = await writeBank(database.pool, size);
      node = await startNode(database.url);
      const { url, pid } = node;
      const people = bank.flatMap((branch) => branch.people.map(({ id }) => id)).slice(0, most);
      const devices = await signIn(database.pool, people);
      const keys = await makeSigningKeys(true);
      await database.pool.query('update devices set public_key = $1, approved_at = now()', [keys.publicKey]);
      const privateKey = base64Of(new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)));
      for (const count of sizes) {
        const fleet = { url, seconds: SECONDS, privateKey, devices: devices.slice(0, count) };
        let done: FleetDone | undefined;
        const { seconds, cpu } = await costOf({ node: pid, postgres: database.pid }, async () => {
          done = await runFleet(fleet);
        });
        add(`processor time of node, ${count} devices`, (cpu.node / seconds) * 100, '% of a core');
        add(`processor time of postgres, ${count} devices`, (cpu.postgres / seconds) * 100, '% of a core');
        await node.collect();
        add(`resident, ${count} devices`, await residentMegabytes(pid), 'MB');
        const failed = Object.entries(done?.failed ?? {});
        add(
          `failed, ${count} devices`,
          failed.reduce((sum, [, times]) => sum + times, 0),
          'count',
        );
        for (const [why, times] of failed) add(`failed with ${why}, ${count} devices`, times, 'count');
        for (const habit of Object.keys(habits) as Habit[]) {
          const latencies = done?.latencies[habit] ?? [];
          add(`${habit}, ${count} devices`, latencies.length, 'count');
          for (const share of [0.5, 0.95, 0.99]) {
            add(`${habit} p${share * 100}, ${count} devices`, quantile(latencies, share), 'ms');
          }
        }
      }
    } finally {
      await node?.stop();
      await database.stop();
    }
  },
};

/** Runs the devices in a process of their own, so that what they take is nobody else's. */
async function runFleet(fleet: BeFleet): Promise<FleetDone> {
  const child = fork(new URL('../server/fleet-process.ts', import.meta.url));
  const ended = once(child, 'exit');
  child.send(fleet);
  const [done] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('the devices ended');
    }),
  ])) as [FleetDone];
  child.disconnect();
  await ended;
  return done;
}
