import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { CollectionName } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { type SignInRequest, type SignInResponse, signInResponse } from '#shared/protocol/auth.ts';
import { type ErrorBody, errorBody } from '#shared/protocol/errors.ts';
import { type PullRequest, type PullResponse, type PullRow, pullResponse } from '#shared/protocol/pull.ts';
import { type PushResult, pushResponse } from '#shared/protocol/push.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { PASSWORD, type Person } from './bank.ts';

/** A refusal as the client sees it. */
export class Refused extends Error {
  readonly status: number;
  readonly body: ErrorBody['error'];
  constructor(status: number, body: ErrorBody['error']) {
    super(`${status} ${body.code}`);
    this.status = status;
    this.body = body;
  }
}

/** Why the server refused; `undefined` for what it did. */
export async function refusalOf(asked: Promise<unknown>): Promise<ErrorBody['error'] | undefined> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Refused ? error.body : undefined;
}

/** The smallest honest client: it keeps what the server sends and erases what it says to erase. */
export class Device {
  url: string;
  readonly deviceId = v7();
  session: SignInResponse | undefined;
  checkpoint: string | null = null;
  readonly documents = new Map<string, PullRow & { collection: CollectionName }>();

  constructor(url: string) {
    this.url = url;
  }

  static async of(url: string, person: Person): Promise<Device> {
    const device = new Device(url);
    await device.signIn(person.username);
    return device;
  }

  signIn(username: string, password = PASSWORD): Promise<SignInResponse> {
    return this.signInWith({ username, password });
  }

  async signInWith(given: Omit<SignInRequest, 'deviceId'>): Promise<SignInResponse> {
    const answer = await this.post('/auth/sign-in', { ...given, deviceId: this.deviceId });
    this.session = signInResponse.parse(answer);
    return this.session;
  }

  async pull(limit?: number, telling: Partial<PullRequest> = {}): Promise<PullResponse> {
    const answer = await this.post('/sync/pull', {
      protocol: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      deviceId: this.deviceId,
      checkpoint: this.checkpoint,
      ...(limit !== undefined && { limit }),
      ...telling,
    });
    const parsed = pullResponse.parse(answer);
    for (const { collection, rows } of parsed.pages) {
      for (const row of rows) this.keep(collection, row);
    }
    for (const customerId of parsed.evict) this.evict(customerId);
    this.removeUnnamed(parsed);
    for (const { collection, id } of parsed.drop) this.documents.delete(`${collection} ${id}`);
    this.checkpoint = parsed.checkpoint;
    return parsed;
  }

  /** Pulls until there is no more; returns the last answer. */
  async sync(limit?: number): Promise<PullResponse> {
    for (;;) {
      const answer = await this.pull(limit);
      if (!answer.more) return answer;
    }
  }

  async push(...mutations: readonly unknown[]): Promise<PushResult[]> {
    const answer = await this.post('/sync/push', {
      protocol: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      deviceId: this.deviceId,
      mutations,
    });
    const { results } = pushResponse.parse(answer);
    expect(results).toHaveLength(mutations.length);
    return results;
  }

  async pushOne(mutation: unknown): Promise<PushResult> {
    const [result] = await this.push(mutation);
    if (!result) throw new Error('no result');
    return result;
  }

  get<T = Record<string, unknown>>(collection: CollectionName, id: string): T | undefined {
    return this.documents.get(`${collection} ${id}`)?.doc as T | undefined;
  }

  idsOf(collection: CollectionName): string[] {
    return [...this.documents.values()]
      .filter((row) => row.collection === collection)
      .map((row) => row.doc.id)
      .sort();
  }

  /** Everything held, as `collection id rev`, for comparison with the scope. */
  held(): string[] {
    return [...this.documents.values()].map((row) => `${row.collection} ${row.doc.id} ${row.rev}`).sort();
  }

  async post(path: string, body: unknown): Promise<unknown> {
    return this.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async request(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = new Headers(init.headers);
    if (this.session) headers.set('authorization', `Bearer ${this.session.accessToken}`);
    const response = await fetch(`${this.url}${path}`, { ...init, headers });
    const text = await response.text();
    if (response.ok) return text === '' ? undefined : JSON.parse(text);
    throw new Refused(response.status, errorBody.parse(JSON.parse(text)).error);
  }

  protected keep(collection: CollectionName, row: PullRow): void {
    const key = `${collection} ${row.doc.id}`;
    const known = this.documents.get(key);
    if (known && known.rev > row.rev) return;
    if (row.deleted) this.documents.delete(key);
    else this.documents.set(key, { ...row, collection });
  }

  private removeUnnamed({ whole = [], pages }: PullResponse): void {
    const named = new Set(
      pages.flatMap(({ collection, rows }) => rows.map(({ doc }) => `${collection} ${doc.id}`)),
    );
    for (const [key, { doc }] of this.documents) {
      const file = typeof doc.customerId === 'string' ? doc.customerId : doc.id;
      if (whole.includes(file) && !named.has(key)) this.documents.delete(key);
    }
  }

  private evict(customerId: string): void {
    for (const [key, row] of this.documents) {
      if (row.doc.customerId === customerId) this.documents.delete(key);
    }
  }
}

/** A mutation as a device makes it. */
export function mutationOf(given: Partial<Mutation> & Pick<Mutation, 'collection' | 'documentId'>): Mutation {
  const intents = {
    customers: 'customer.edit',
    contactLogs: 'contactLog.add',
    tasks: 'task.edit',
    relationships: 'relationship.add',
    cases: 'case.edit',
    inbox: 'inbox.resolve',
    personal: 'personal.view',
  } as const;
  return {
    id: v7(),
    op: 'update',
    intent: intents[given.collection],
    baseRev: 1,
    base: {},
    next: {},
    at: new Date().toISOString(),
    ...given,
  };
}
