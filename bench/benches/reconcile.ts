import { daysBefore } from '#shared/domain/days.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { PullResponse } from '#shared/protocol/pull.ts';
import { BUCKETS, bucketOf, COMPARE_LIMIT, type Comparison, plus } from '#shared/protocol/reconcile.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import type { Pool } from '#sync-server/db/pool.ts';
import { seedDemoBank } from '#sync-server/demo/seed.ts';
import { until } from '#sync-server/test/until.ts';
import type { Bench } from '../harness/bench.ts';
import { startDatabase } from '../server/database.ts';
import { HttpClient } from '../server/http-client.ts';
import { type BenchNode, startNode } from '../server/node.ts';
import { type SignedIn, signIn } from '../server/sign-ins.ts';
import { median } from '../server/statistics.ts';
import { giveAllTo } from '../server/whole-bank.ts';

const ROUNDS = 3;
/** Of the files, the part that is made to differ. */
const DIFFERING = 0.01;

interface Cost {
  readonly seconds: number;
  /** Over the wire, both ways; what comes is compressed. */
  readonly bytes: number;
  readonly documents: number;
}

export const bench: Bench = {
  about:
    'a replica compared with the database by digests, equal and with 1 % of its files differing, beside a download',
  sizes: [20_000],
  async run(context) {
    for (const size of context.sizes) {
      const database = await startDatabase();
      let node: BenchNode | undefined;
      try {
        await seedDemoBank(database.pool, { customers: size });
        const boss = await giveAllTo(database.pool);
        node = await startNode(database.url, context.cpuProfiles);
        await settled(database.pool);
        await database.pool.query('vacuum analyze');
        const [person] = await signIn(database.pool, [boss]);
        if (person === undefined) throw new Error('nobody is signed in');
        const http = new HttpClient(node.url, person.token, { 'accept-encoding': 'br' });
        const replica = new Replica(http, person);
        const costs: Record<string, Cost[]> = { download: [], equal: [], differing: [] };
        for (let round = 0; round < ROUNDS; round += 1) {
          costs.download?.push(await replica.download());
          costs.equal?.push(await replica.compare());
          await change(database.pool, Math.ceil(size * DIFFERING));
          costs.differing?.push(await replica.compare());
        }
        for (const [what, found] of Object.entries(costs)) {
          const add = (metric: string, pick: (cost: Cost) => number, unit: string) =>
            context.records.add({
              bench: 'reconcile',
              subject: what,
              metric: `${metric} at ${size} files`,
              value: median(found.map(pick)),
              unit,
            });
          add('time', ({ seconds }) => seconds, 's');
          add('bytes', ({ bytes }) => bytes, 'B');
          add('documents', ({ documents }) => documents, '');
        }
        http.close();
      } finally {
        await node?.stop();
        await database.stop();
      }
    }
  },
};

/** What a device does on the wire; of documents it keeps their tags. */
class Replica {
  readonly #http: HttpClient;
  readonly #person: SignedIn;
  /** Sums by file. */
  readonly #files = new Map<string, number>();
  #reference = 0;
  #scope = { scope: '', rules: '' };
  #bytes = 0;
  #documents = 0;

  constructor(http: HttpClient, person: SignedIn) {
    this.#http = http;
    this.#person = person;
  }

  download(): Promise<Cost> {
    this.#files.clear();
    this.#reference = 0;
    return this.#measured(async () => {
      for (let checkpoint: string | null = null; ; ) {
        const answer: PullResponse = await this.#ask({ checkpoint });
        checkpoint = answer.checkpoint;
        if (!answer.more) return;
      }
    });
  }

  compare(): Promise<Cost> {
    return this.#measured(async () => {
      let answer = await this.#ask({ checkpoint: null, holds: this.#holds() });
      if (!answer.comparing) throw new Error('the server does not compare');
      while (answer.more) {
        const { checkpoint, compare } = answer;
        answer = await this.#ask({ checkpoint, ...(compare && { files: this.#named(compare) }) });
      }
    });
  }

  async #ask(what: object): Promise<PullResponse> {
    const { deviceId } = this.#person;
    const body = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, ...what };
    const { text, bytes } = await this.#http.post('/sync/pull', body);
    this.#bytes += bytes + JSON.stringify(body).length;
    const answer = JSON.parse(text) as PullResponse;
    this.#scope = { scope: answer.scope.id, rules: answer.rulesVersion };
    for (const id of answer.whole ?? []) this.#files.delete(id);
    for (const { collection, rows } of answer.pages) {
      this.#documents += rows.length;
      for (const { tag = 0, doc } of rows) {
        if (collection === 'reference') this.#reference = plus(this.#reference, tag);
        const id = doc.customerId;
        if (typeof id === 'string') this.#files.set(id, plus(this.#files.get(id) ?? 0, tag));
      }
    }
    return answer;
  }

  #holds() {
    const files = new Array<number>(BUCKETS).fill(0);
    for (const [id, sum] of this.#files) files[bucketOf(id)] = plus(files[bucketOf(id)] ?? 0, sum);
    const transactionsSince = daysBefore(new Date(), TRANSACTION_DAYS);
    return { ...this.#scope, transactionsSince, reference: this.#reference, files };
  }

  #named({ buckets, after }: Comparison) {
    const all = [...this.#files]
      .filter(([id]) => buckets.includes(bucketOf(id)) && (bucketOf(id) !== buckets[0] || id > after))
      .sort(([a], [b]) => bucketOf(a) - bucketOf(b) || (a < b ? -1 : 1));
    return { list: all.slice(0, COMPARE_LIMIT), more: all.length > COMPARE_LIMIT };
  }

  async #measured(work: () => Promise<void>): Promise<Cost> {
    this.#bytes = 0;
    this.#documents = 0;
    const begun = performance.now();
    await work();
    return { seconds: (performance.now() - begun) / 1000, bytes: this.#bytes, documents: this.#documents };
  }
}

async function change(pool: Pool, files: number): Promise<void> {
  await pool.query(
    `update customers set doc = doc || '{"occupation":"教师"}' where id in (
       select id from customers order by random() limit $1)`,
    [files],
  );
  await settled(pool);
}

const settled = (pool: Pool) =>
  until(async () => (await pool.query('select 1 from change_log limit 1')).rowCount === 0, 120_000);
