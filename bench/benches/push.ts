import type { Mutation } from '#shared/model/mutation.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import type { Context } from '#sync-server/context.ts';
import { applyEdits } from '#sync-server/push/apply.ts';
import type { Bench, BenchContext } from '../harness/bench.ts';
import { type BankBranch, writeBank } from '../server/bank.ts';
import { contextOf, silent } from '../server/context.ts';
import { startDatabase } from '../server/database.ts';
import { batchOf } from '../server/edits.ts';
import { HttpClient } from '../server/http-client.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { costOf } from '../server/processes.ts';
import { type SignedIn, signIn } from '../server/sign-ins.ts';
import { median } from '../server/statistics.ts';

const LANES = 4;
const BATCH = 50;
const ROUNDS = 3;
/** Files that the edits of a request are spread over. */
const MIXES = { 'many edits of 2 files': 2, '50 edits of 50 files': 50 };
/** One by one takes long: it gets a share of the mutations. */
const SHARE = 5;

type Processor = Record<'node' | 'postgres', number>;
type Apply = (lane: number, mutations: Mutation[]) => Promise<Iterable<{ outcome: string }>>;

export const bench: Bench = {
  about: 'mutations a second applied set by set, beside one transaction for each, by files a request',
  sizes: [4_000],
  async run(context) {
    const database = await startDatabase();
    let node: BenchNode | undefined;
    try {
      const branches = await writeBank(database.pool, { branches: LANES, people: 4, files: 200, tasks: 3 });
      const people = await signIn(
        database.pool,
        branches.map(({ people: [boss] }) => boss?.id ?? ''),
      );
      node = await startNode(database.url, context.cpuProfiles);
      const clients = people.map(({ token }) => new HttpClient(node?.url ?? '', token));
      const pids = { node: node.pid, postgres: database.pid };
      await measure(context, branches, 'over HTTP', overHttp(clients, people), pids);
      const own = { node: process.pid, postgres: database.pid };
      await measure(context, branches, 'function', inProcess(await contextOf(database), people), own);
      for (const client of clients) client.close();
    } finally {
      await node?.stop();
      await database.stop();
    }
  },
};

async function measure(
  context: BenchContext,
  branches: readonly BankBranch[],
  level: string,
  apply: Apply,
  pids: Processor,
): Promise<void> {
  const most = context.sizes.at(-1) ?? 0;
  for (const [mix, spread] of Object.entries(MIXES)) {
    // Plans, caches and the machine's code are warm for both.
    await applied(branches, apply, BATCH * LANES * 2, spread, BATCH);
    const rates: Record<number, number[]> = { 1: [], [BATCH]: [] };
    const costs: Record<number, Processor[]> = { 1: [], [BATCH]: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const size of [BATCH, 1]) {
        let count = 0;
        const cost = await costOf(pids, async () => {
          count = await applied(branches, apply, size === 1 ? most / SHARE : most, spread, size);
        });
        rates[size]?.push(count / cost.seconds);
        costs[size]?.push(each(cost.cpu, count));
      }
    }
    const add = (subject: string, metric: string, value: number, unit: string) =>
      context.records.add({ bench: 'push', subject, metric: `${metric}: ${mix}, ${level}`, value, unit });
    for (const [size, subject] of [
      [BATCH, 'set-based'],
      [1, 'one by one'],
    ] as const) {
      add(subject, 'mutations', median(rates[size] ?? []), '/s');
      for (const name of ['node', 'postgres'] as const) {
        const own = (costs[size] ?? []).map((cpu) => cpu[name]);
        add(subject, `processor time of ${name} each`, median(own), 'µs');
      }
    }
    add('set-based', 'times one by one', median(rates[BATCH] ?? []) / median(rates[1] ?? []), 'x');
  }
}

/** Microseconds a mutation. */
function each({ node, postgres }: Processor, count: number): Processor {
  return { node: (node / count) * 1e6, postgres: (postgres / count) * 1e6 };
}

/**
 * Applies at least so many mutations, `size` at a time, on all lanes at once; each lane has a branch of its own.
 * Returns how many.
 */
async function applied(
  branches: readonly BankBranch[],
  apply: Apply,
  count: number,
  spread: number,
  size: number,
): Promise<number> {
  let done = 0;
  await Promise.all(
    branches.map(async ({ files }, lane) => {
      for (let request = 0; request * BATCH * LANES < count; request += 1) {
        const edits = batchOf(files, request, BATCH, spread);
        for (let from = 0; from < edits.length; from += size) {
          for (const { outcome } of await apply(lane, edits.slice(from, from + size))) {
            if (outcome !== 'accepted' && outcome !== 'merged') throw new Error(`an edit was ${outcome}`);
            done += 1;
          }
        }
      }
    }),
  );
  return done;
}

function overHttp(clients: readonly HttpClient[], people: readonly SignedIn[]): Apply {
  return async (lane, mutations) => {
    const { deviceId } = people[lane] ?? {};
    const body = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, mutations };
    const answer = await clients[lane]?.post('/sync/push', body);
    const { results } = JSON.parse(answer?.text ?? '') as { results: { outcome: string }[] };
    return results;
  };
}

function inProcess(context: Context, people: readonly SignedIn[]): Apply {
  return async (lane, mutations) => {
    const { userId = '', deviceId = '' } = people[lane] ?? {};
    const author = { userId, deviceId, name: '员工', present: true };
    const results = await applyEdits(context, author, mutations, silent);
    if (results.size < mutations.length) throw new Error('edits were to be sent again');
    return results.values();
  };
}
