import type { SearchHit } from '#renderer/replica/api/customer-list.ts';

/** One customer as somebody would look for it, in several ways. */
export interface Typed {
  kind: string;
  text: string;
}

export interface SearchBench {
  calls: {
    /** Milliseconds that building the index took. */
    fill(customers: number): Promise<{ milliseconds: number }>;
    search(text: string, limit: number): Promise<SearchHit[]>;
    scan(text: string, limit: number): Promise<SearchHit[]>;
    texts(customers: number): Promise<Typed[]>;
  };
  streams: Record<never, never>;
}
