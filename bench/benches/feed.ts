import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { createClient } from '#sync-server/db/pool.ts';
import { pull } from '#sync-server/pull/pull.ts';
import { insert, logDoc } from '#sync-server/test/bank.ts';
import type { Bench } from '../harness/bench.ts';
import { type BankBranch, writeBank } from '../server/bank.ts';
import { contextOf } from '../server/context.ts';
import { type BenchDatabase, startDatabase } from '../server/database.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { quantile } from '../server/statistics.ts';

/** Writes of one kind before the other kind has its turn. */
const TURN = 50;
/** Milliseconds between two writes, at most: the stamper meets them busy and idle. */
const MOST_PAUSE = 60;
const MODES = ['alone', 'a write transaction held open'] as const;

export const bench: Bench = {
  about: 'from a commit to a pull that has it, with and without a write transaction held open elsewhere',
  sizes: [400],
  async run({ records, sizes }) {
    const database = await startDatabase();
    let node: BenchNode | undefined;
    try {
      const [branch] = await writeBank(database.pool, { branches: 1, people: 2, files: 50, tasks: 2 });
      if (branch === undefined) throw new Error('a bank without a branch');
      node = await startNode(database.url);
      const times = await measure(database, branch, sizes.at(-1) ?? 0);
      for (const mode of MODES) {
        const own = times[mode];
        for (const [name, share] of Object.entries({ median: 0.5, '99th percentile': 0.99 })) {
          const metric = `commit to readable, ${name}, ${mode}`;
          records.add({ bench: 'feed', subject: 'product', metric, value: quantile(own, share), unit: 'ms' });
        }
      }
    } finally {
      await node?.stop();
      await database.stop();
    }
  },
};

async function measure(database: BenchDatabase, branch: BankBranch, writes: number) {
  const times: Record<(typeof MODES)[number], number[]> = { alone: [], 'a write transaction held open': [] };
  const reader = await readerOf(database, branch);
  const holder = createClient(database.url, 'bench');
  await holder.connect();
  try {
    for (let turn = 0; turn * TURN < writes; turn += 1) {
      for (const mode of MODES) {
        if (mode !== 'alone') {
          await holder.query('begin');
          await insert(holder, 'tasks', logDoc(branch.files[0]?.customerId ?? '', v7()));
        }
        for (let write = 0; write < TURN; write += 1) {
          await pause(randomInt(MOST_PAUSE));
          const file = branch.files[(turn * TURN + write) % branch.files.length];
          const doc = logDoc(file?.customerId ?? '', v7());
          // As another node would: nobody tells the stamper that there is something to do.
          await insert(database.pool, 'contact_logs', doc);
          const committed = performance.now();
          while (!(await reader()).includes(doc.id));
          times[mode].push(performance.now() - committed);
        }
        if (mode !== 'alone') await holder.query('rollback');
      }
    }
  } finally {
    await holder.end();
  }
  return times;
}

/** Pulls what is new, one pull after the other; the first call has everything behind it. */
async function readerOf(
  database: BenchDatabase,
  { id: branchId, people }: BankBranch,
): Promise<() => Promise<string>> {
  const context = await contextOf(database);
  const deviceId = v7();
  const boss = { userId: people[0]?.id ?? '', name: '员工', role: 'branch_manager' as const, branchId };
  const principal = { ...boss, deviceId, sessionId: v7(), expiresAt: Number.MAX_SAFE_INTEGER };
  let checkpoint: string | null = null;
  const next = async () => {
    const request = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, checkpoint };
    const text = await pull(context, principal, request);
    checkpoint = /"checkpoint":"([^"]+)"/.exec(text)?.[1] ?? null;
    return text;
  };
  while ((await next()).includes('"more":true'));
  return next;
}
