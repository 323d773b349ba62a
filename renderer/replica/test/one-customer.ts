import type { PullResponse, PullRow } from '#shared/protocol/pull.ts';
import type { PushRequest, PushResponse } from '#shared/protocol/push.ts';
import type { CustomerWindow } from '../api/customer-list.ts';
import type { OutboxEntry } from '../api/edits.ts';
import type { ReplicaCore } from '../core.ts';
import type { ReplicaDeps } from '../deps.ts';
import { customerDoc } from './customer.ts';
import { createDevice, type Device } from './device.ts';
import { emptyPull, type Script, scriptedFetch } from './scripted-server.ts';

export const customerId = '01890000-0000-7000-8000-0000000000c1';
export const otherId = '01890000-0000-7000-8000-0000000000c2';

export function customerRow(rev: number, fields: Record<string, unknown> = {}): PullRow {
  return {
    rev,
    deleted: false,
    doc: {
      ...customerDoc(customerId),
      customerId: String(fields.id ?? customerId),
      mobile: '13900000001',
      ...fields,
    },
  };
}

export function withRows(rows: PullRow[], more: Partial<PullResponse> = {}): PullResponse {
  return { ...emptyPull(), pages: [{ collection: 'customers', rows }], ...more };
}

/** Accepts every edit as it is and answers without the document. */
export const accepts = (request: PushRequest): PushResponse => ({
  results: request.mutations.map(({ id }) => ({ mutationId: id, outcome: 'accepted' })),
});

export const unreachable = (): never => {
  throw new TypeError('fetch failed');
};

let running: ReplicaCore | undefined;
/** For the end of each test. */
export async function endBooted(): Promise<void> {
  await running?.signOut();
  running = undefined;
}

export async function bootOn(
  device: Device,
  script: Script,
  overrides: Partial<ReplicaDeps> = {},
): Promise<ReplicaCore> {
  const core = device.boot({ fetch: scriptedFetch(script), automatic: false, ...overrides });
  await core.signIn({ username: 'rm001', password: 'right' });
  running = core;
  return core;
}

export const boot = (script: Script) => bootOn(createDevice('http://server.test'), script);

export const edit = (core: ReplicaCore, next: Record<string, string | null>) =>
  core.edit({ collection: 'customers', intent: 'customer.edit', documentId: customerId, next });

export async function customer(core: ReplicaCore, id = customerId) {
  return (await core.all('customers')).find((document) => document.id === id);
}

export function outbox(core: ReplicaCore): OutboxEntry[] {
  let entries: OutboxEntry[] = [];
  core.watchOutbox(
    (next) => (entries = next),
    () => undefined,
  )();
  return entries;
}

export function list(core: ReplicaCore): CustomerWindow | undefined {
  let seen: CustomerWindow | undefined;
  const query = { sort: 'name', descending: false } as const;
  core.watchCustomers(
    query,
    { from: 0, count: 10 },
    (window) => (seen = window),
    () => undefined,
  )();
  return seen;
}
