import { CustomerTable } from '#renderer/replica/list/customer-table.ts';
import { listedOf } from '#renderer/replica/list/rows.ts';
import type { Page } from './bank.ts';

const table = new CustomerTable();

/** The customers go into the list and the index of the search, as they do when a page is pulled. */
function index({ documents }: Page): void {
  for (const document of documents.get('customers') ?? []) {
    const customer = listedOf(document);
    if (customer !== null) table.put(customer);
  }
}

/** What the product does with each pulled page beside storing it; its time counts. */
export const alongside: readonly ((page: Page) => void | Promise<void>)[] = [index];
