import { TextGroups } from './groups.ts';
import { type NameKind, NameTable } from './name-table.ts';
import { phoneDigits } from './normalise.ts';
import { TextColumn } from './text-column.ts';

/** What of a customer can be searched for. */
export interface Searchable {
  name: string;
  kind: NameKind;
  customerNo: string;
  idNumber?: string | undefined;
  mobile?: string | undefined;
  homePhone?: string | undefined;
  workPhone?: string | undefined;
  employer?: string | undefined;
  address?: string | undefined;
}

/**
 * Everything that can be searched for, by row of the customer table, in typed arrays. Putting or removing a customer
 * touches that customer's row only.
 */
export class SearchIndex {
  readonly names = new NameTable();
  readonly customerNo = new TextColumn();
  readonly idNumber = new TextColumn();
  /** Digits only. */
  readonly phones = [1, 2, 3].map(() => new TextColumn());
  readonly employerTexts = new TextColumn();
  readonly employers = new TextGroups(
    (number, text) => this.employerTexts.set(number, text),
    (number) => this.employerTexts.clear(number),
  );
  readonly address = new TextColumn();
  /** Rows are below it. */
  end = 0;
  /** Grows with every change: what was worked out before is then void. */
  version = 0;

  /** `reading`: how the name is likeliest read, where that is known. */
  put(row: number, customer: Searchable, reading?: string): void {
    this.version += 1;
    this.end = Math.max(this.end, row + 1);
    this.names.set(row, customer.name, customer.kind, reading);
    this.customerNo.set(row, customer.customerNo);
    this.idNumber.set(row, customer.idNumber ?? '');
    const phones = [customer.mobile, customer.homePhone, customer.workPhone];
    for (const [index, column] of this.phones.entries()) column.set(row, phoneDigits(phones[index] ?? ''));
    this.employers.set(row, customer.employer);
    this.address.set(row, customer.address ?? '');
  }

  /** Nothing of the customer stays in memory. */
  remove(row: number): void {
    this.version += 1;
    this.names.set(row, undefined, 'retail');
    this.employers.set(row, undefined);
    for (const column of [this.customerNo, this.idNumber, this.address, ...this.phones]) column.clear(row);
  }

  has(row: number): boolean {
    return this.names.rows.of(row) >= 0;
  }
}
