/** Weights and check characters of GB 11643-1999, the number on a resident's ID card (居民身份证). */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** The check character for the first 17 digits. */
export function residentIdCheck(digits17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits17[index]), 0);
  return checks[sum % 11] ?? '';
}

/** Whether an 18-character resident ID has a real date and the right check character. */
export function isResidentId(value: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(value) || residentIdCheck(value) !== value[17]) return false;
  const date = birthDateOfResidentId(value);
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/** The date of birth that a resident ID names, `YYYY-MM-DD`. */
export function birthDateOfResidentId(value: string): string {
  return `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
}

/** The sex that a resident ID names: its 17th digit is odd for men. */
export function sexOfResidentId(value: string): 'female' | 'male' {
  return Number(value[16]) % 2 === 1 ? 'male' : 'female';
}

/** Alphabet and weights of GB 32100-2015, the unified social credit code of a company (统一社会信用代码). */
const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The check character for the first 17 characters. */
export function usccCheck(code17: string): string {
  const sum = usccWeights.reduce(
    (total, weight, i) => total + weight * usccAlphabet.indexOf(code17[i] ?? ''),
    0,
  );
  return usccAlphabet[(31 - (sum % 31)) % 31] ?? '';
}

/** Whether an 18-character social credit code has the right check character. */
export function isUscc(value: string): boolean {
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value) && usccCheck(value) === value[17];
}
