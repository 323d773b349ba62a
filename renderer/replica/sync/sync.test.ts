import { expect, test } from 'vitest';
import type { PullRow } from '#shared/protocol/pull.ts';
import { createDevice, statusWhere } from '../test/device.ts';
import { emptyPull, type Script, scriptedFetch } from '../test/scripted-server.ts';

const customerId = '01890000-0000-7000-8000-0000000000c1';

function customerRow(rev: number, fields: Record<string, unknown> = {}): PullRow {
  return {
    rev,
    deleted: false,
    doc: {
      id: customerId,
      customerId,
      customerNo: 'C0001',
      kind: 'retail',
      name: '曾伟',
      branchId: '01890000-0000-7000-8000-0000000000b1',
      openedOn: '2020-01-02',
      lifecycle: 'active',
      grade: 'gold',
      mobile: '13900000001',
      ...fields,
    },
  };
}

const withCustomer = (rev: number, fields: Record<string, unknown> = {}) => ({
  ...emptyPull(`c${rev}`),
  pages: [{ collection: 'customers' as const, rows: [customerRow(rev, fields)] }],
});

async function start(script: Script) {
  const device = createDevice('http://server.test');
  const core = device.boot({ fetch: scriptedFetch(script), automatic: false });
  await core.signIn({ username: 'rm001', password: 'right' });
  return { device, core };
}

test('a first pull brings documents, the list and the search', async () => {
  const { core } = await start({ pull: () => withCustomer(1), push: () => ({ results: [] }) });
  await core.syncNow();
  expect(await core.all('customers')).toEqual([{ ...customerRow(1).doc, rev: 1 }]);
  expect((await core.search('zw', 10)).map((hit) => hit.matched)).toEqual(['initials']);
  expect((await statusWhere(core, (status) => status.complete)).connection).toBe('online');
  await core.signOut();
});
