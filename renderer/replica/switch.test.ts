import { afterEach, expect, it } from 'vitest';
import type { PullResponse } from '#shared/protocol/pull.ts';
import type { ReplicaCore } from './core.ts';
import { deriveHash } from './keys/derivation.ts';
import { createDevice } from './test/device.ts';
import { branchScope, emptyPull, scriptedFetch, signedIn, teller } from './test/scripted-server.ts';

const DOCUMENTS = 20_000;
const PAGE = 2_000;

let running: ReplicaCore | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const idOf = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function page(from: number): PullResponse {
  const to = from + PAGE;
  return {
    ...emptyPull(String(to), branchScope),
    complete: to >= DOCUMENTS,
    more: to < DOCUMENTS,
    pages: [
      {
        collection: 'tasks',
        rows: Array.from({ length: PAGE }, (_, index) => ({
          rev: 1,
          deleted: false,
          doc: {
            id: idOf(from + index),
            customerId: idOf(1_000_000 + ((from + index) >> 4)),
            title: `回访客户并确认到期产品的去向 ${from + index}`,
            kind: 'call',
            priority: 'normal',
            status: 'open',
            dueOn: '2026-11-30',
            assigneeId: teller(1).id,
            createdById: teller(1).id,
          },
        })),
      },
    ],
  };
}

/** Milliseconds of this program's own time, the password's derivation included: other programs run beside a test. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

it(`[O5] a switch of tellers on a replica of ${DOCUMENTS} documents takes less than a second`, async () => {
  let rows = 0;
  let reachable = true;
  const scripted = scriptedFetch({
    signIn: (_, username) => signedIn('refresh', teller(username === 'teller1' ? 1 : 2)),
    pull({ checkpoint }) {
      const from = Number(checkpoint ?? 0);
      if (from >= DOCUMENTS) return emptyPull(String(from), branchScope);
      rows += PAGE;
      return page(from);
    },
    push: () => ({ results: [] }),
  });
  const core = createDevice('http://server.test').boot({
    automatic: false,
    fetch: (input, init) =>
      reachable ? scripted(input, init) : Promise.reject(new TypeError('fetch failed')),
    deriveHash,
  });
  running = core;
  const come = (number: number) => core.signIn({ username: `teller${number}`, password: 'right' });
  await come(1);
  await core.syncNow();
  await come(2);
  const online: number[] = [];
  for (const number of [1, 2, 1]) online.push(await timed(() => come(number)));
  reachable = false;
  const offline: number[] = [];
  for (const number of [2, 1, 2]) offline.push(await timed(() => come(number)));
  expect(await core.all('tasks')).toHaveLength(DOCUMENTS);
  expect(rows).toBe(DOCUMENTS);
  expect(Math.min(...online), `online ${online.map(Math.round)}`).toBeLessThan(1_000);
  expect(Math.min(...offline), `offline ${offline.map(Math.round)}`).toBeLessThan(1_000);
}, 120_000);
