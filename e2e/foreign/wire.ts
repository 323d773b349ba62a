/** The shapes of docs/SYNC.md, written down from it and from `/openapi.json`. */
export type Doc = { id: string; customerId?: string } & Record<string, unknown>;

export interface Row {
  readonly rev: number;
  readonly tag: number;
  readonly deleted: boolean;
  readonly doc: Doc;
}

export interface Mutation {
  readonly id: string;
  readonly collection: string;
  readonly documentId: string;
  readonly customerId?: string;
  readonly op: 'create' | 'update';
  readonly intent: string;
  readonly run?: string;
  readonly baseRev: number;
  readonly base: Record<string, unknown>;
  readonly next: Record<string, unknown>;
  readonly at: string;
}

export interface Compare {
  readonly buckets: readonly number[];
  readonly after: string;
}

export interface PullAnswer {
  readonly checkpoint: string;
  readonly complete: boolean;
  readonly more: boolean;
  readonly channels: readonly string[];
  readonly rulesVersion: string;
  readonly scope: { readonly id: string; readonly shared: boolean };
  readonly run: string;
  readonly evict: readonly string[];
  readonly drop: readonly { readonly collection: string; readonly id: string }[];
  readonly pages: readonly { readonly collection: string; readonly rows: readonly Row[] }[];
  readonly comparing?: boolean;
  readonly compare?: Compare;
  readonly whole?: readonly string[];
  readonly ranges?: readonly {
    readonly collection: string;
    readonly after: string;
    readonly through?: string;
  }[];
}

export interface PushResult {
  readonly mutationId: string;
  readonly outcome: 'accepted' | 'merged' | 'conflict' | 'parked' | 'rejected' | 'retry';
  readonly reason?: string;
  readonly fields?: readonly string[];
  readonly row?: Row;
  readonly evict?: string;
}

export interface PushAnswer {
  readonly results: readonly PushResult[];
  readonly run: string;
  readonly at: string;
}

export const PROTOCOL = 4;
export const SCHEMA = 3;
/** What comes before every id. */
export const NIL = '00000000-0000-0000-0000-000000000000';

/** A refusal of the server, by its code of the closed list. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, status: number, retryAfterSeconds: number | undefined) {
    super(`${code} (${status})`);
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** One request and its answer; throws a {@link Refusal}, or whatever `fetch` throws when no answer came. */
export async function ask<T>(url: string, init: { body?: unknown; token?: string } = {}): Promise<T> {
  const response = await fetch(url, {
    method: init.body === undefined ? 'GET' : 'POST',
    headers: {
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  if (!response.ok) throw await refusalOf(response);
  return response.json() as Promise<T>;
}

export async function refusalOf(response: Response): Promise<Refusal> {
  const body = (await response.json()) as { error: { code: string; retryAfterSeconds?: number } };
  return new Refusal(body.error.code, response.status, body.error.retryAfterSeconds);
}

/** An id of version 7: the moment in milliseconds, then chance. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const now = Date.now();
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
