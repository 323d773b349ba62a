import type { Page } from './bank.ts';

/** What the product does with each pulled page beside storing it; its time counts. */
export const alongside: readonly ((page: Page) => void | Promise<void>)[] = [];
