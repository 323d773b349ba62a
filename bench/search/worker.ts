import type { ReplicaCore } from '#renderer/replica/core.ts';
import { CustomerTable } from '#renderer/replica/list/customer-table.ts';
import { createLookup } from '#renderer/replica/list/lookup.ts';
import { listedOf } from '#renderer/replica/list/rows.ts';
import { createPeer } from '#renderer/replica/rpc/peer.ts';
import { portOf } from '#renderer/replica/rpc/port.ts';
import { neighbourhood } from '#sync-server/demo/neighbourhood.ts';
import { BANK } from './bank.ts';
import type { SearchBench } from './contract.ts';
import { createPlainScan } from './plain-scan.ts';
import { typedTexts } from './typed-texts.ts';

/** The product's index and the plain scan over the same customers, behind the product's own channel. */
const table = new CustomerTable();
const lookup = createLookup(table, () => 'CNY');
const plain = createPlainScan();
const yielding = () => new Promise<void>((resolve) => setTimeout(resolve));

async function fill(count: number): Promise<{ milliseconds: number }> {
  let milliseconds = 0;
  for (let block = 0; table.size < count; block += 1) {
    const customers = neighbourhood(BANK, block).customers.slice(0, count - table.size);
    for (const document of customers) {
      const customer = listedOf({ ...document, rev: 1 });
      if (customer === null) throw new Error('not a customer');
      const from = performance.now();
      table.put(customer);
      milliseconds += performance.now() - from;
      plain.add(customer);
    }
    if (block % 50 === 0) await yielding();
  }
  const from = performance.now();
  lookup.search('a', 1);
  return { milliseconds: milliseconds + performance.now() - from };
}

const search: ReplicaCore['search'] = async (text, limit) => lookup.search(text, limit);

createPeer<{ calls: Record<never, never>; streams: Record<never, never> }, SearchBench>(
  portOf(self as unknown as Worker, () => self.close()),
  {
    calls: {
      fill,
      search,
      scan: async (text, limit) => plain.search(text, limit),
      texts: async (customers) => typedTexts(table, customers),
    },
    streams: {},
  },
);
