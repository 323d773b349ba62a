import { setTimeout as pause } from 'node:timers/promises';
import { STREAM_PING_SECONDS } from '#shared/protocol/stream.ts';
import type { Bench } from '../harness/bench.ts';
import { writeBank } from '../server/bank.ts';
import { startDatabase } from '../server/database.ts';
import { LiveGroup } from '../server/live-group.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { costOf, residentMegabytes } from '../server/processes.ts';
import { signIn } from '../server/sign-ins.ts';

const CLIENTS_A_BRANCH = 50;
const LIMIT_MEGABYTES = 2048;
/** Loopback addresses that clients come from. */
const ADDRESSES = 4;

export const bench: Bench = {
  about: 'memory and processor time of a node by how many live clients do nothing, until 2 GB',
  sizes: [1_000, 2_000, 5_000],
  async run({ records, sizes }) {
    const most = sizes.at(-1) ?? 0;
    const add = (metric: string, value: number, unit: string) =>
      records.add({ bench: 'idle', subject: 'product', metric, value, unit });
    const database = await startDatabase();
    const group = new LiveGroup();
    let node: BenchNode | undefined;
    try {
      const branches = Math.ceil(most / CLIENTS_A_BRANCH);
      const bank = await writeBank(database.pool, { branches, people: CLIENTS_A_BRANCH, files: 1, tasks: 1 });
      node = await startNode(database.url);
      const { url, pid } = node;
      const people = await signIn(
        database.pool,
        bank.flatMap((branch) => branch.people.map(({ id }) => id)),
      );
      const clients = people.map(({ token, deviceId }, index) => ({
        url,
        token,
        deviceId,
        localAddress: `127.0.0.${2 + (index % ADDRESSES)}`,
      }));
      await node.collect();
      const points = [{ live: 0, resident: await residentMegabytes(pid) }];
      for (const [index, size] of sizes.entries()) {
        const live = await group.connect('idle', clients.slice(sizes[index - 1] ?? 0, size));
        add(`live of ${size}`, live, 'count');
        // Every one of them is sent a ping and its session looked at, once.
        const { seconds, cpu } = await costOf({ node: pid, postgres: database.pid }, () =>
          pause(STREAM_PING_SECONDS * 1000),
        );
        add(`processor time of node, ${size} clients`, (cpu.node / seconds) * 100, '% of a core');
        add(`processor time of postgres, ${size} clients`, (cpu.postgres / seconds) * 100, '% of a core');
        await node.collect();
        points.push({ live, resident: await residentMegabytes(pid) });
        add(`resident, ${size} clients`, points.at(-1)?.resident ?? 0, 'MB');
      }
      const each = slope(points);
      const [{ resident: base } = { resident: 0 }] = points;
      add('memory of a live client', each * 1024, 'KB');
      add('live clients until 2 GB, extrapolated', (LIMIT_MEGABYTES - base) / each, 'count');
    } finally {
      await group.close();
      await node?.stop();
      await database.stop();
    }
  },
};

/** Megabytes a client: the line that comes nearest to all points. */
function slope(points: readonly { live: number; resident: number }[]): number {
  const mean = (pick: (point: { live: number; resident: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean(({ live }) => live), mean(({ resident }) => resident)];
  const together = points.reduce((sum, { live, resident }) => sum + (live - x) * (resident - y), 0);
  return together / points.reduce((sum, { live }) => sum + (live - x) ** 2, 0);
}
