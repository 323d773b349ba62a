import { v7 } from 'uuid';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import type { Context } from '#sync-server/context.ts';
import type { Pool } from '#sync-server/db/pool.ts';
import { seedDemoBank } from '#sync-server/demo/seed.ts';
import { pull } from '#sync-server/pull/pull.ts';
import { until } from '#sync-server/test/until.ts';
import type { Bench } from '../harness/bench.ts';
import { contextOf } from '../server/context.ts';
import { copyOut } from '../server/copy.ts';
import { startDatabase } from '../server/database.ts';
import { type Answer, HttpClient } from '../server/http-client.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { costOf } from '../server/processes.ts';
import { type SignedIn, signIn } from '../server/sign-ins.ts';
import { median } from '../server/statistics.ts';
import { giveAllTo } from '../server/whole-bank.ts';

/** The demo bank has about ten documents for each customer. */
const DOCUMENTS_A_CUSTOMER = 10;
const ROUNDS = 3;
const TABLES = ['customers', 'contact_logs', 'tasks', 'holdings', 'relationships', 'snapshots', 'reference'];

type Ask = (checkpoint: string | null) => Promise<Answer>;

interface Figures {
  readonly perSecond: number;
  /** Per second of processor time, node's and PostgreSQL's together. */
  readonly perCore: number;
  /** A row each: bytes, and microseconds of processor time. */
  readonly bytes: number;
  readonly node: number;
  readonly postgres: number;
}

export const bench: Bench = {
  about: 'rows a second of a first download, beside COPY of the same rows on one connection',
  sizes: [100_000],
  async run(context) {
    for (const size of context.sizes) {
      const database = await startDatabase();
      let node: BenchNode | undefined;
      try {
        await seedDemoBank(database.pool, { customers: Math.ceil(size / DOCUMENTS_A_CUSTOMER) });
        const boss = await giveAllTo(database.pool);
        node = await startNode(database.url, context.cpuProfiles);
        await until(async () => (await waiting(database.pool)) === 0, 120_000);
        await database.pool.query('vacuum analyze');
        const [person] = await signIn(database.pool, [boss]);
        if (person === undefined) throw new Error('nobody is signed in');
        const client = new HttpClient(node.url, person.token, { 'accept-encoding': 'br' });
        const plain = new HttpClient(node.url, person.token, { 'accept-encoding': 'identity' });
        const own = { node: process.pid, postgres: database.pid };
        const served = { node: node.pid, postgres: database.pid };
        const functions = inProcess(await contextOf(database), person);
        const copied = TABLES.map((table) => `select doc from ${table} where not deleted`);
        const answers = overHttp(client, person);
        const { rows } = await copyOut(database.url, copied);
        for (const ask of [functions, answers]) await requireRows(ask, rows);
        const subjects = {
          COPY: { pids: own, work: async () => (await copyOut(database.url, copied)).bytes },
          function: { pids: own, work: () => download(functions) },
          'HTTP, plain': { pids: served, work: () => download(overHttp(plain, person)) },
          'HTTP, brotli': { pids: served, work: () => download(answers) },
        };
        const figures = new Map<string, Figures[]>();
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const [subject, { pids, work }] of Object.entries(subjects)) {
            const found = await measured(pids, rows, work);
            figures.set(subject, [...(figures.get(subject) ?? []), found]);
          }
        }
        report(context.records, figures, size);
        client.close();
        plain.close();
      } finally {
        await node?.stop();
        await database.stop();
      }
    }
  },
};

async function waiting(pool: Pool): Promise<number> {
  return (await pool.query('select 1 from change_log limit 1')).rowCount ?? 0;
}

async function measured(
  pids: Record<'node' | 'postgres', number>,
  rows: number,
  work: () => Promise<number>,
): Promise<Figures> {
  let bytes = 0;
  const { seconds, cpu } = await costOf(pids, async () => {
    bytes = await work();
  });
  return {
    perSecond: rows / seconds,
    perCore: rows / (cpu.node + cpu.postgres),
    bytes: bytes / rows,
    node: (cpu.node / rows) * 1e6,
    postgres: (cpu.postgres / rows) * 1e6,
  };
}

/** Pulls until there is no more; returns the bytes. Answers are not read further than to their checkpoint. */
async function download(ask: Ask, look: (text: string) => void = () => undefined): Promise<number> {
  let bytes = 0;
  for (let checkpoint: string | null = null; ; ) {
    const answer: Answer = await ask(checkpoint);
    bytes += answer.bytes;
    look(answer.text);
    const found = /"checkpoint":"([^"]+)"/.exec(answer.text);
    if (found?.[1] === undefined) throw new Error('an answer without a checkpoint');
    checkpoint = found[1];
    if (!answer.text.slice(0, 100_000).includes('"more":true')) return bytes;
  }
}

/** So that the same rows are compared; and it warms both sides. */
async function requireRows(ask: Ask, wanted: number): Promise<void> {
  let rows = 0;
  await download(ask, (text) => {
    rows += text.split('{"rev":').length - 1;
  });
  if (rows !== wanted) throw new Error(`${rows} rows were pulled of ${wanted}`);
}

const bodyOf = ({ deviceId }: SignedIn, checkpoint: string | null) => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  deviceId,
  checkpoint,
});

function overHttp(client: HttpClient, person: SignedIn): Ask {
  return (checkpoint) => client.post('/sync/pull', bodyOf(person, checkpoint));
}

function inProcess(context: Context, person: SignedIn): Ask {
  const principal = {
    userId: person.userId,
    deviceId: person.deviceId,
    name: '员工',
    role: 'branch_manager' as const,
    branchId: v7(),
    sessionId: v7(),
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
  return async (checkpoint) => {
    const text = await pull(context, principal, bodyOf(person, checkpoint));
    return { text, bytes: text.length };
  };
}

function report(
  records: Parameters<Bench['run']>[0]['records'],
  figures: ReadonlyMap<string, Figures[]>,
  size: number,
): void {
  const add = (subject: string, metric: string, value: number, unit: string) =>
    records.add({ bench: 'pull', subject, metric: `${metric}, at ${size}`, value, unit });
  const of = (subject: string, pick: (figures: Figures) => number) =>
    median((figures.get(subject) ?? []).map(pick));
  for (const subject of figures.keys()) {
    add(
      subject,
      'rows',
      of(subject, ({ perSecond }) => perSecond),
      '/s',
    );
    add(
      subject,
      'rows a second of processor time',
      of(subject, ({ perCore }) => perCore),
      '/s',
    );
    for (const name of ['node', 'postgres'] as const) {
      add(
        subject,
        `processor time of ${name} a row`,
        of(subject, (one) => one[name]),
        'µs',
      );
    }
    if (subject === 'COPY') continue;
    add(
      subject,
      'bytes a row',
      of(subject, ({ bytes }) => bytes),
      'B',
    );
    const share = of(subject, ({ perCore }) => perCore) / of('COPY', ({ perCore }) => perCore);
    add(subject, "part of COPY's rows a second of processor time", share, 'x');
  }
}
