import { daysBefore } from '#shared/domain/days.ts';
import { type CollectionName, collectionNames, collections } from '#shared/model/collections.ts';
import { TRANSACTION_DAYS } from '#shared/model/transaction.ts';
import type { PullRequest, PullResponse, PullRow } from '#shared/protocol/pull.ts';
import { Device } from './device.ts';

const MODULUS = 2 ** 48;

/**
 * A client that compares what it holds with the database, written from docs/SYNC.md alone and not from the replica's
 * code: the one checks the other.
 */
export class ComparingDevice extends Device {
  #comparing = false;
  #named: PullResponse['compare'];
  /** Bytes and documents of the answers since the comparison began. */
  received = { bytes: 0, documents: 0, answers: 0, comparing: false as boolean | undefined };

  /** Begins a comparison, or goes on with it; one request. */
  async step(limit?: number): Promise<PullResponse> {
    const begins = !this.#comparing;
    if (begins) {
      this.checkpoint = null;
      this.received = { bytes: 0, documents: 0, answers: 0, comparing: false };
      this.#comparing = true;
    }
    const telling = begins ? { holds: this.#holds() } : this.#named ? { files: this.#next(this.#named) } : {};
    const answer = await this.pull(limit, telling);
    if (begins) this.received.comparing = answer.comparing;
    this.received.bytes += JSON.stringify(answer).length;
    this.received.documents += answer.pages.reduce((sum, { rows }) => sum + rows.length, 0);
    this.received.answers += 1;
    this.#removeUnnamed(answer);
    this.#named = answer.compare;
    this.#comparing = answer.more;
    return answer;
  }

  /** Compares to the end. */
  async compare(limit?: number): Promise<void> {
    while ((await this.step(limit)).more);
  }

  /** Nothing came of the last step. */
  again(): void {
    if (this.checkpoint === null) this.#comparing = false;
  }

  /** Everything held with its tag, for comparison with another device. */
  versions(): string[] {
    return [...this.documents.values()]
      .map((row) => `${row.collection} ${row.doc.id} ${row.rev} ${row.tag}`)
      .sort();
  }

  protected override keep(collection: CollectionName, row: PullRow): void {
    if (this.#comparing) this.documents.delete(`${collection} ${row.doc.id}`);
    super.keep(collection, row);
  }

  #since(): string {
    return daysBefore(new Date(), TRANSACTION_DAYS);
  }

  #digests(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { collection, doc, tag = 0 } of this.documents.values()) {
      const { bookedOn = '9' } = doc as { bookedOn?: string };
      if (bookedOn < this.#since()) continue;
      const key = typeof doc.customerId === 'string' ? doc.customerId : collection;
      if (collection !== 'inbox') sums.set(key, ((sums.get(key) ?? 0) + tag) % MODULUS);
    }
    return sums;
  }

  #holds(): NonNullable<PullRequest['holds']> {
    const sums = this.#digests();
    const files = new Array<number>(256).fill(0);
    for (const [id, sum] of sums) {
      if (id === 'reference') continue;
      const bucket = Number.parseInt(id.slice(-2), 16);
      files[bucket] = ((files[bucket] ?? 0) + sum) % MODULUS;
    }
    const { scope } = this;
    return { ...scope, transactionsSince: this.#since(), reference: sums.get('reference') ?? 0, files };
  }

  #next({ buckets, after }: NonNullable<PullResponse['compare']>): NonNullable<PullRequest['files']> {
    const sums = this.#digests();
    const all = buckets.flatMap((bucket, index) =>
      [...sums.keys()]
        .filter((id) => id !== 'reference' && Number.parseInt(id.slice(-2), 16) === bucket)
        .filter((id) => index > 0 || id > after)
        .sort(),
    );
    const list = all.slice(0, this.named);
    return { list: list.map((id) => [id, sums.get(id) ?? 0]), more: all.length > list.length };
  }

  /** Files that it names with one request. */
  named = 1000;
  /** Of the last download. */
  scope = { scope: '', rules: '' };

  override async pull(limit?: number, telling: Partial<PullRequest> = {}): Promise<PullResponse> {
    const answer = await super.pull(limit, telling);
    this.scope = { scope: answer.scope.id, rules: answer.rulesVersion };
    return answer;
  }

  #removeUnnamed({ pages, whole = [], ranges = [] }: PullResponse): void {
    const named = new Set(
      pages.flatMap(({ collection, rows }) => rows.map(({ doc }) => `${collection} ${doc.id}`)),
    );
    const inFile = new Set(collectionNames.filter((name) => collections[name].belongsTo === 'file'));
    for (const [key, { collection, doc }] of this.documents) {
      const ofWhole = inFile.has(collection) && whole.includes(doc.customerId as string);
      const inRange = ranges.some(
        (range) =>
          range.collection === collection &&
          doc.id > range.after &&
          (range.through === undefined || doc.id <= range.through),
      );
      if ((ofWhole || inRange) && !named.has(key)) this.documents.delete(key);
    }
  }
}
