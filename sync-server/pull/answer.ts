import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import type { PullResponse } from '#shared/protocol/pull.ts';
import type { DocumentText, RowsText } from './documents.ts';

export type AnswerHead = Omit<PullResponse, 'pages' | 'evict' | 'drop' | 'whole' | 'ranges'>;

/** Collects the answer to one pull. Rows stay the text that PostgreSQL made of them. */
export class Answer {
  readonly #texts = new Map<CollectionName, string[]>();
  readonly #evict = new Set<string>();
  readonly #drop = new Map<string, { collection: CollectionName; id: string }>();
  readonly #files = new Set<string>();
  readonly #whole = new Set<string>();
  readonly #ranges: NonNullable<PullResponse['ranges']> = [];
  #count = 0;

  /** Documents so far. */
  get count(): number {
    return this.#count;
  }

  get evicted(): readonly string[] {
    return [...this.#evict];
  }

  /** Files sent whole. */
  get files(): readonly string[] {
    return [...this.#files];
  }

  addRows(rows: readonly RowsText[]): void {
    for (const { collection, count, text } of rows) {
      this.#push(collection, text);
      this.#count += count;
    }
  }

  addDocument(document: DocumentText): void {
    this.#push(document.collection, document.text);
    this.#count += 1;
  }

  /** Remembers files sent whole; true for one that was not sent yet. */
  takeFile(customerId: string): boolean {
    if (this.#files.has(customerId)) return false;
    this.#files.add(customerId);
    return true;
  }

  hasFile(customerId: string): boolean {
    return this.#files.has(customerId);
  }

  /** The file is in this answer whole: what else the client has of it goes. */
  isWhole(customerId: string): void {
    this.#whole.add(customerId);
  }

  /** The same for a part of a collection that is in no file. */
  addRange(range: NonNullable<PullResponse['ranges']>[number]): void {
    this.#ranges.push(range);
  }

  evict(customerId: string): void {
    this.#evict.add(customerId);
  }

  drop(collection: CollectionName, id: string): void {
    this.#drop.set(`${collection} ${id}`, { collection, id });
  }

  toJson(head: AnswerHead): string {
    const pages = collectionNames.flatMap((collection) => {
      const texts = this.#texts.get(collection);
      return texts ? `{"collection":"${collection}","rows":[${texts.join(',')}]}` : [];
    });
    const rest = JSON.stringify({
      ...head,
      evict: [...this.#evict],
      drop: [...this.#drop.values()],
      ...(this.#whole.size > 0 && { whole: [...this.#whole] }),
      ...(this.#ranges.length > 0 && { ranges: this.#ranges }),
    });
    return `${rest.slice(0, -1)},"pages":[${pages.join(',')}]}`;
  }

  #push(collection: CollectionName, text: string): void {
    const texts = this.#texts.get(collection);
    if (texts) texts.push(text);
    else this.#texts.set(collection, [text]);
  }
}
