import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from '#sync-server/db/pool.ts';
import type { Bench } from '../harness/bench.ts';
import { writeBank } from '../server/bank.ts';
import { startDatabase } from '../server/database.ts';
import type { BeFailover, FailoverDevice, FailoverDone } from '../server/failover-process.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { now } from '../server/now.ts';
import { costOf, residentMegabytes } from '../server/processes.ts';
import { signIn } from '../server/sign-ins.ts';
import { quantile } from '../server/statistics.ts';

const DEVICES_A_BRANCH = 50;
/** Seconds: until all are connected and at work, and from the kill to the end. */
const BEFORE = 60;
const AFTER = 45;

export const bench: Bench = {
  about:
    'one of two nodes is killed under devices at work: until they are back, and edits lost or made twice',
  sizes: [2_000],
  async run({ records, sizes }) {
    for (const count of sizes) {
      const add = (metric: string, value: number, unit: string) =>
        records.add({
          bench: 'failover',
          subject: 'product',
          metric: `${metric}, ${count} devices`,
          value,
          unit,
        });
      const database = await startDatabase();
      const nodes: BenchNode[] = [];
      try {
        const bank = await writeBank(database.pool, {
          branches: Math.ceil(count / DEVICES_A_BRANCH),
          people: DEVICES_A_BRANCH,
          files: DEVICES_A_BRANCH,
          tasks: 1,
        });
        nodes.push(await startNode(database.url), await startNode(database.url));
        const [killed, left] = nodes as [BenchNode, BenchNode];
        const people = bank.flatMap((branch) =>
          branch.people.map(({ id }, index) => ({ id, customerId: branch.files[index]?.customerId ?? '' })),
        );
        const signedIn = await signIn(
          database.pool,
          people.slice(0, count).map(({ id }) => id),
        );
        const devices = signedIn.map(
          ({ deviceId, token }, index): FailoverDevice => ({
            deviceId,
            token,
            customerId: people[index]?.customerId ?? '',
            addresses: index % 2 === 0 ? [killed.url, left.url] : [left.url, killed.url],
          }),
        );
        const { done, killedAt, cpu } = await runWithKill(devices, killed, left);
        await report(add, { done, killedAt, pool: database.pool, left });
        add('processor time of the node that was left', cpu, '% of a core');
      } finally {
        await Promise.all(nodes.map((node) => node.stop()));
        await database.stop();
      }
    }
  },
};

async function runWithKill(devices: readonly FailoverDevice[], killed: BenchNode, left: BenchNode) {
  const child = fork(new URL('../server/failover-process.ts', import.meta.url));
  const running = answerOf(child);
  child.send({ devices, seconds: BEFORE + AFTER } satisfies BeFailover);
  await pause(BEFORE * 1000);
  const killedAt = now();
  let done: FailoverDone | undefined;
  const { cpu, seconds } = await costOf({ left: left.pid }, async () => {
    process.kill(killed.pid, 'SIGKILL');
    done = await running;
  });
  if (done === undefined) throw new Error('the devices ended');
  return { done, killedAt, cpu: (cpu.left / seconds) * 100 };
}

async function answerOf(child: ChildProcess): Promise<FailoverDone> {
  const ended = once(child, 'exit');
  const [done] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('the devices ended');
    }),
  ])) as [FailoverDone];
  await ended;
  return done;
}

interface Seen {
  readonly done: FailoverDone;
  readonly killedAt: number;
  readonly pool: Pool;
  readonly left: BenchNode;
}

async function report(
  add: (metric: string, value: number, unit: string) => void,
  { done, killedAt, pool, left }: Seen,
): Promise<void> {
  const { opened, acknowledged, unanswered, failed, delivered } = done;
  // Where each was last: a busy start may have sent it to its second server.
  const place = new Map(
    opened.filter(({ at }) => at < killedAt).map(({ device, server }) => [device, server]),
  );
  add('connected before the kill', place.size, 'count');
  const moved = [...place].filter(([, server]) => server !== left.url);
  const back = moved.flatMap(([device]) => {
    const first = opened.find((one) => one.device === device && one.at > killedAt && one.server === left.url);
    return first === undefined ? [] : first.at - killedAt;
  });
  add('were on the killed node', moved.length, 'count');
  add('are back on the other', back.length, 'count');
  for (const share of [0.5, 0.95, 1]) {
    add(`kill to stream open again p${share * 100}`, quantile(back, share), 'ms');
  }
  const before = delivered.filter(({ savedAt, took }) => savedAt + took < killedAt).map(({ took }) => took);
  const after = delivered.filter(({ savedAt, took }) => savedAt + took >= killedAt).map(({ took }) => took);
  for (const share of [0.5, 0.99, 1]) {
    add(`edit to acknowledged before p${share * 100}`, quantile(before, share), 'ms');
    add(`edit to acknowledged since p${share * 100}`, quantile(after, share), 'ms');
  }
  const stored = await pool.query<{ id: string; rev: number }>(
    'select id, rev::int from contact_logs where id = any ($1::uuid[])',
    [acknowledged],
  );
  add('edits acknowledged', acknowledged.length, 'count');
  add('acknowledged and not stored', new Set(acknowledged).size - stored.rows.length, 'count');
  add('applied twice', stored.rows.filter(({ rev }) => rev > 1).length, 'count');
  add('never acknowledged', unanswered, 'count');
  add('attempts made again', failed, 'count');
  add('resident of the node that was left', await residentMegabytes(left.pid), 'MB');
}
