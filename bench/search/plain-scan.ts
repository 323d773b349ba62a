import type { SearchHit } from '#renderer/replica/api/customer-list.ts';
import type { ListedCustomer } from '#renderer/replica/list/rows.ts';
import { normalise } from '#renderer/replica/search/normalise.ts';
import { likelyReading } from '#shared/domain/names.ts';

interface Plain {
  hit: SearchHit;
  fields: readonly string[];
}

/** What one writes first: the texts of each customer, made once, and a look at all of them for each key. */
export function createPlainScan() {
  const customers: Plain[] = [];
  return {
    add(customer: ListedCustomer) {
      const reading = likelyReading([...customer.name], customer.kind);
      const { id, customerNo, name, kind, grade, lifecycle, branchId, openedOn } = customer;
      const row = { id, customerNo, name, kind, grade, lifecycle, branchId, openedOn };
      customers.push({
        hit: { row: { ...row, assets: 0, currency: 'CNY' }, matched: 'name' },
        fields: [
          name,
          reading.join(''),
          reading.map((syllable) => syllable[0] ?? '').join(''),
          customerNo,
          customer.idNumber ?? '',
          customer.mobile ?? '',
          customer.employer ?? '',
          customer.address ?? '',
        ].map(normalise),
      });
    },
    search(typed: string, limit: number): SearchHit[] {
      const text = normalise(typed);
      const found: { hit: SearchHit; rank: number }[] = [];
      for (const { hit, fields } of customers) {
        const field = fields.findIndex((value) => value.includes(text));
        if (field >= 0) found.push({ hit, rank: field * 2 + (fields[field]?.startsWith(text) ? 0 : 1) });
      }
      return found
        .sort((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .map(({ hit }) => hit);
    },
  };
}
