import type { Transaction } from '#shared/model/transaction.ts';
import { LineFault } from '../../errors.ts';

/** The Czech codes of the data, as the PKDD'99 description explains them. */

export function directionOf(type: string): Transaction['direction'] {
  if (type === 'PRIJEM') return 'credit';
  // VYBER is a withdrawal in cash where the code of the operation belongs: debit all the same.
  if (type === 'VYDAJ' || type === 'VYBER') return 'debit';
  throw new LineFault('type is none of PRIJEM, VYDAJ, VYBER');
}

const kindByPurpose: Readonly<Record<string, Transaction['kind']>> = {
  UROK: 'interest',
  'SANKC. UROK': 'interest',
  UVER: 'loan_payment',
  SIPO: 'household',
  POJISTNE: 'insurance',
  DUCHOD: 'pension',
  SLUZBY: 'fee',
};
const kindByOperation: Readonly<Record<string, Transaction['kind']>> = {
  VKLAD: 'cash',
  VYBER: 'cash',
  'VYBER KARTOU': 'card',
  'PREVOD Z UCTU': 'transfer',
  'PREVOD NA UCET': 'transfer',
};

/** The purpose says more than the way: a pension that arrives by transfer is a pension. */
export function kindOf(operation: string, purpose: string): Transaction['kind'] {
  return kindByPurpose[purpose.trim()] ?? kindByOperation[operation.trim()] ?? 'other';
}

const orderPurposes: Readonly<Record<string, string>> = {
  POJISTNE: '保险费',
  SIPO: '生活缴费',
  LEASING: '租赁费',
  UVER: '贷款还款',
};

export function orderPurposeOf(symbol: string): string | undefined {
  const code = symbol.trim();
  if (code === '') return undefined;
  const purpose = orderPurposes[code];
  if (purpose === undefined) throw new LineFault('k_symbol is none of POJISTNE, SIPO, LEASING, UVER');
  return purpose;
}

export const cardTypes = ['junior', 'classic', 'gold'] as const;
export type CardType = (typeof cardTypes)[number];

export function cardTypeOf(type: string): CardType {
  const known = cardTypes.find((name) => name === type);
  if (known === undefined) throw new LineFault('type is none of junior, classic, gold');
  return known;
}

/** A finished well, B finished unpaid, C runs well, D runs in debt. */
export type LoanStatus = 'A' | 'B' | 'C' | 'D';

export function loanStatusOf(status: string): LoanStatus {
  if (status === 'A' || status === 'B' || status === 'C' || status === 'D') return status;
  throw new LineFault('status is none of A, B, C, D');
}
