import { type DayNumber, dateOfDay } from '#shared/domain/day-number.ts';
import { residentIdCheck, usccCheck } from '#shared/domain/id-number.ts';
import type { Sex } from './names.ts';

/**
 * A resident ID with a right check character that can be nobody's: no province's area code begins with 99. Area and
 * serial number come from the index, so that no two customers share one.
 */
export function residentIdOf(index: number, born: DayNumber, sex: Sex): string {
  const area = 990_000 + ((index * 7_919) % 10_000);
  const serial = ((Math.floor(index / 10_000) * 2) % 1000) + (sex === 'male' ? 1 : 0);
  const digits = `${area}${dateOfDay(born).replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A company's social credit code with a right check character, again of an area that is not given out. */
export function usccOf(index: number): string {
  let organisation = '';
  for (
    let rest = (index * 15_485_863 + 987_654_321) % 31 ** 6, i = 0;
    i < 6;
    i++, rest = Math.floor(rest / 31)
  )
    organisation = usccAlphabet.charAt(rest % 31) + organisation;
  const area = 990_000 + (index % 97);
  const code = `91${area}MA${organisation}${usccAlphabet.charAt(index % 31)}`;
  return code + usccCheck(code);
}
