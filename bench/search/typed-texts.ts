import type { CustomerTable } from '#renderer/replica/list/customer-table.ts';
import { likelyReading } from '#shared/domain/names.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { Typed } from './contract.ts';

/** What people would type to find some customers, in all the ways there are. */
export function typedTexts(table: CustomerTable, customers: number): Typed[] {
  const random = randomFrom('search bench');
  return Array.from({ length: customers }, () => textsOf(table, random.int(0, table.size - 1))).flat();
}

function textsOf(table: CustomerTable, row: number): Typed[] {
  const { index } = table;
  const name = table.name(row);
  const characters = [...name];
  const reading = likelyReading(characters, table.kind[row] === 1 ? 'corporate' : 'retail');
  const initials = reading.map((syllable) => syllable[0] ?? '').join('');
  const mobile = table.mobile(row) ?? '';
  const texts: Typed[] = [
    { kind: 'name', text: name },
    { kind: 'pinyin', text: reading.join('') },
    { kind: 'initials', text: initials },
    { kind: 'mixed', text: (reading[0] ?? '') + initials.slice(1) },
    { kind: 'customer number', text: index.customerNo.text(row) },
    { kind: 'ID tail', text: index.idNumber.text(row).slice(-6) },
    { kind: 'phone tail', text: mobile.slice(-4) },
    { kind: 'phone', text: mobile },
    { kind: 'employer', text: (table.employer(row) ?? '').slice(0, 5) },
    { kind: 'address', text: index.address.text(row).slice(3, 9) },
    { kind: 'two words', text: `${initials} ${mobile.slice(-4)}` },
  ];
  return texts.filter(({ text }) => text.trim() !== '');
}
