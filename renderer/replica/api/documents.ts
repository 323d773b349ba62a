import type { CollectionName } from '#shared/model/collections.ts';

/** A replicated document as screens get it: `rev` is 0 while the server has never seen it. */
export type Stored<T> = T & { rev: number };

/** A mango query over one collection, run in the worker; `limit` bounds what crosses to the screen. */
export interface LiveQuery<C extends CollectionName = CollectionName> {
  collection: C;
  selector?: Record<string, unknown>;
  sort?: Partial<Record<string, 'asc' | 'desc'>>[];
  limit?: number;
}
