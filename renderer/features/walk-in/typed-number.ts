import { readScan } from '#shared/domain/scan.ts';
import type { LookupRequest } from '#shared/protocol/lookup.ts';

export type TypedNumber = Pick<LookupRequest, 'by' | 'value'>;

/**
 * What somebody typed as the number on what a customer shows, with which number it most likely is; `null` for a name, a
 * phone, or a tail, by which nobody is looked up in the whole bank.
 */
export function typedNumber(text: string): TypedNumber | null {
  const { kind, value } = readScan(text);
  if (kind === 'residentId' || kind === 'uscc') return { by: 'idNumber', value };
  // Not every bank's cards have a check digit that is right: the server knows which numbers there are.
  if (kind === 'card' || (kind === 'misread' && /^\d{16,19}$/.test(value))) return { by: 'cardNo', value };
  if (kind !== 'customerNo') return null;
  // Passports and travel permits: letters and digits.
  return { by: /^[A-Z]{1,2}\d{6,9}$/.test(value) ? 'idNumber' : 'customerNo', value };
}
