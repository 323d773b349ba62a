import type { RawDocument } from '../database/documents.ts';
import type { CustomerTable } from './customer-table.ts';
import { type Assets, assetsOf } from './rows.ts';

/** Figures of a customer that is not here yet. */
export interface Waiting {
  customerId: string;
  assets?: Assets | undefined;
  /** Milliseconds since 1970, 0 for none. */
  contact: number;
}

/** Assets and last contact of customers. A file's parts may arrive before its head: those wait. */
export class Figures {
  /** Of customers without figures: that of the first figures seen. */
  currency = 'CNY';
  #seen = false;
  readonly #table: CustomerTable;
  readonly #assets = new Map<string, Assets>();
  readonly #contacts = new Map<string, number>();

  constructor(table: CustomerTable) {
    this.#table = table;
  }

  putSnapshot(document: RawDocument): void {
    const latest = assetsOf(document);
    const { customerId } = document;
    if (latest === null || customerId === undefined) return;
    if (!this.#seen) this.currency = latest.currency;
    this.#seen = true;
    const row = this.#table.find(customerId);
    if (row !== undefined) this.#table.putAssets(row, latest);
    else if (latest.month >= (this.#assets.get(customerId)?.month ?? 0)) this.#assets.set(customerId, latest);
  }

  /** What waits, for {@link restore} at the next start. */
  waiting(): Waiting[] {
    const ids = new Set([...this.#assets.keys(), ...this.#contacts.keys()]);
    return [...ids].map((customerId) => {
      const assets = this.#assets.get(customerId);
      const contact = this.#contacts.get(customerId) ?? 0;
      return { customerId, contact, ...(assets === undefined ? {} : { assets }) };
    });
  }

  isWaiting(customerId: string): boolean {
    return this.#assets.has(customerId) || this.#contacts.has(customerId);
  }

  restore(currency: string, waiting: readonly Waiting[]): void {
    if (!this.#seen) this.currency = currency;
    for (const { customerId, assets, contact } of waiting) {
      if (assets !== undefined) this.#assets.set(customerId, assets);
      if (contact > 0) this.#contacts.set(customerId, contact);
    }
  }

  putContact({ customerId, occurredAt }: RawDocument): void {
    if (customerId === undefined || typeof occurredAt !== 'string') return;
    const at = Date.parse(occurredAt);
    const row = this.#table.find(customerId);
    if (row !== undefined) this.#table.putContact(row, at);
    else if (at > (this.#contacts.get(customerId) ?? 0)) this.#contacts.set(customerId, at);
  }

  /** The customer has arrived: what waited for it is put in its row. */
  settle(customerId: string, row: number): void {
    const assets = this.#assets.get(customerId);
    const contact = this.#contacts.get(customerId);
    if (assets !== undefined) this.#table.putAssets(row, assets);
    if (contact !== undefined) this.#table.putContact(row, contact);
    this.forget(customerId);
  }

  forget(customerId: string): void {
    this.#assets.delete(customerId);
    this.#contacts.delete(customerId);
  }
}
