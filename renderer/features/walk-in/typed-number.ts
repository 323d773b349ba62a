import { isResidentId, isUscc } from '#shared/domain/id-number.ts';
import type { LookupRequest } from '#shared/protocol/lookup.ts';

export type TypedNumber = Pick<LookupRequest, 'by' | 'value'>;

/**
 * What somebody typed as the number on what a customer shows, with which number it most likely is; `null` for a name, a
 * phone, or a tail, by which nobody is looked up in the whole bank.
 */
export function typedNumber(text: string): TypedNumber | null {
  const value = text.replace(/[\s-]/g, '').toUpperCase();
  if (isResidentId(value) || isUscc(value)) return { by: 'idNumber', value };
  if (/^\d{16,19}$/.test(value)) return { by: 'cardNo', value };
  if (/^1[3-9]\d{9}$/.test(value)) return null;
  // Passports and travel permits: letters and digits.
  if (/^[A-Z]{1,2}\d{6,9}$/.test(value)) return { by: 'idNumber', value };
  if (/^(?=.*\d)[A-Z0-9]{8,15}$/.test(value)) return { by: 'customerNo', value };
  return null;
}
