import type { SearchHit } from '#renderer/replica/api/customer-list.ts';
import type { Replica } from '#renderer/replica/api/replica.ts';
import { askOnce } from '#renderer/ui/ask-once.ts';
import type { Scanned } from '#shared/domain/scan.ts';

/** More files than this with one number are a fault in the data that nobody sorts out at the counter. */
const MOST = 5;

/**
 * The files on this device that have exactly this number: an ID, a customer number, a card, an account. Mostly one;
 * several where two files are of one person. Rejects as the replica does.
 */
export async function findExactly(replica: Replica, { kind, value }: Scanned): Promise<string[]> {
  if (kind === 'card' || kind === 'misread') {
    const byAccount = await filesWithAccount(replica, value);
    if (byAccount.length > 0 || kind === 'card') return byAccount;
  }
  const hits = await replica.search(value, MOST);
  return hits.filter((hit) => isExact(hit, kind, value)).map(({ row }) => row.id);
}

function isExact({ matched, row }: SearchHit, kind: Scanned['kind'], value: string): boolean {
  if (kind === 'customerNo') {
    // Passports look like customer numbers; a shorter text is a tail of many IDs.
    return row.customerNo === value || (matched === 'idNumber' && /^[A-Z]/.test(value));
  }
  // All IDs are of this length: what hits with all of its signs is the whole.
  return matched === 'idNumber';
}

async function filesWithAccount(replica: Replica, accountNo: string): Promise<string[]> {
  const holdings = await askOnce(replica, { collection: 'holdings', selector: { accountNo }, limit: MOST });
  return [...new Set(holdings.map(({ customerId }) => customerId))];
}
