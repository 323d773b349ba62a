import path from 'node:path';
import type { Client } from '../db/pool.ts';
import { AUDIT_KEY_SETTING } from '../identity/audit-key.ts';
import { type HeadRow, headOf, isSignedBy, type SignedHead } from './head.ts';
import { type FiledHead, readHeads } from './head-file.ts';

export interface TrackFinding {
  readonly fault: 'cut_off' | 'rewritten' | 'forged' | 'out_of_order' | 'head_missing' | 'other_key';
  readonly pos: number;
  readonly to?: number;
  readonly heads: string;
}

type Report = (finding: TrackFinding) => void;

/** A head with the key that its file names; heads of the database name none. */
type TrackedHead = SignedHead & Partial<Pick<FiledHead, 'key'>>;

/** The heads of one source, followed beside the chain: each is held against the hash at its position. */
export class HeadTrack {
  readonly #name: string;
  readonly #key: string;
  readonly #heads: AsyncIterator<TrackedHead | null>;
  #next: TrackedHead | undefined;
  #number: number | undefined;
  #at = 0;
  #differs = false;
  #provenTo = 0;

  private constructor(name: string, key: string, heads: AsyncIterable<TrackedHead | null>, from?: number) {
    this.#name = name;
    this.#key = key;
    this.#heads = heads[Symbol.asyncIterator]();
    this.#number = from;
  }

  /**
   * The heads of the database and of each file. The key is the one given, else that of the first copied head, else the
   * database's own: whoever could rewrite the database could replace that one too.
   */
  static async open(
    client: Client,
    { headFiles, publicKey }: { readonly headFiles: readonly string[]; readonly publicKey?: string },
  ): Promise<{ all: HeadTrack[]; outside: HeadTrack[]; publicKey: string | undefined }> {
    const key = publicKey ?? (await keyOfFiles(headFiles)) ?? (await keyOfDatabase(client));
    const outside = headFiles.map((file) => new HeadTrack(path.basename(file), key ?? '', readHeads(file)));
    return {
      all: [new HeadTrack('database', key ?? '', storedHeads(client), 0), ...outside],
      outside,
      publicKey: key,
    };
  }

  /** The last position at which a good head agreed with the chain. */
  get provenTo(): number {
    return this.#provenTo;
  }

  /** The chain has come to a position: what was signed there must be this. */
  async pass(pos: number, hash: Uint8Array, report: Report): Promise<void> {
    for (;;) {
      const head = await this.#peek(report);
      if (head === undefined || head.pos > pos) return;
      this.#next = undefined;
      // Its position is not there: the gap was reported.
      if (head.pos < pos) continue;
      const agrees = head.hash === Buffer.from(hash).toString('hex');
      if (agrees) this.#provenTo = pos;
      // All heads behind the first that differs do.
      else if (!this.#differs) report({ fault: 'rewritten', pos, heads: this.#name });
      this.#differs = !agrees;
    }
  }

  /** The chain is at its end: heads beyond it say what was cut off. */
  async finish(end: number, report: Report): Promise<void> {
    let cut = 0;
    for (let head = await this.#peek(report); head !== undefined; head = await this.#peek(report)) {
      this.#next = undefined;
      cut = Math.max(cut, head.pos);
    }
    if (cut > end) report({ fault: 'cut_off', pos: end + 1, to: cut, heads: this.#name });
  }

  /** The next head that is one: what does not hold by itself is reported and passed over. */
  async #peek(report: Report): Promise<TrackedHead | undefined> {
    while (this.#next === undefined) {
      const { value: head, done } = await this.#heads.next();
      if (done === true) return undefined;
      // Cut short by a crash; the number that follows tells whether anything is missing.
      if (head === null) continue;
      const fault = this.#faultOf(head);
      const missing = this.#number !== undefined && head.number > this.#number + 1;
      if (missing) report({ fault: 'head_missing', pos: head.pos, heads: this.#name });
      if (fault !== undefined) report({ fault, pos: head.pos, heads: this.#name });
      else {
        this.#next = head;
        this.#at = head.pos;
      }
      this.#number = Math.max(this.#number ?? 0, head.number);
    }
    return this.#next;
  }

  #faultOf(head: TrackedHead): TrackFinding['fault'] | undefined {
    if (head.key !== undefined && head.key !== this.#key) return 'other_key';
    if (!isSignedBy(this.#key, head)) return 'forged';
    return head.number <= (this.#number ?? 0) || head.pos < this.#at ? 'out_of_order' : undefined;
  }
}

const PAGE = 1_000;

async function* storedHeads(client: Client): AsyncGenerator<SignedHead> {
  for (let after = 0; ; ) {
    const found = await client.query<HeadRow>(
      `select * from audit_heads where number > $1 order by number limit ${PAGE}`,
      [after],
    );
    yield* found.rows.map(headOf);
    const last = found.rows.at(-1);
    if (last === undefined || found.rows.length < PAGE) return;
    after = last.number;
  }
}

async function keyOfFiles(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    for await (const head of readHeads(file)) if (head !== null) return head.key;
  }
  return undefined;
}

async function keyOfDatabase(client: Client): Promise<string | undefined> {
  const found = await client.query<{ key: string | null }>(
    `select value #>> '{head,publicKey}' as key from settings where name = $1`,
    [AUDIT_KEY_SETTING],
  );
  return found.rows[0]?.key ?? undefined;
}
