import { likelyReading, syllablesOf } from '#shared/domain/names.ts';
import { code, grade, NONE } from '../codes.ts';
import { charactersOf, normalise, phoneDigits } from '../normalise.ts';
import type { Query, Word } from '../query.ts';
import type { Searchable } from '../search-index.ts';

/** What a search must find, said as plainly as possible: one customer after the other, one field after the other. */
export function naiveRank(customer: Searchable, query: Query): number {
  const whole = naiveCode(customer, query.whole);
  if (whole !== NONE || query.words.length === 0) return whole;
  const codes = query.words.map((word) => naiveCode(customer, word));
  return codes.includes(NONE) ? NONE : 32 + codes.reduce((a, b) => a + b, 0);
}

export function naiveCode(customer: Searchable, word: Word): number {
  const { text, phone, accompanied } = word;
  const candidates = [word.name === '' ? NONE : nameCode(customer, word.name)];
  const customerNo = normalise(customer.customerNo);
  if (customerNo.startsWith(text) || (text.length >= 3 && customerNo.includes(text)))
    candidates.push(code.customerNo + gradeOf(customerNo, text));
  const shortest = accompanied ? 1 : 4;
  const isTail = (value: string, wanted: string) =>
    value.length >= 4 && (wanted.length < 4 ? value.slice(-4).startsWith(wanted) : value.endsWith(wanted));
  const idNumber = normalise(customer.idNumber ?? '');
  if (text.length >= shortest && isTail(idNumber, text))
    candidates.push(code.idNumber + (idNumber === text ? grade.exact : grade.prefix));
  for (const stored of [customer.mobile, customer.homePhone, customer.workPhone]) {
    const digits = phoneDigits(stored ?? '');
    if (phone.length < shortest) continue;
    if (isTail(digits, phone) || (phone.length >= 4 && digits.startsWith(phone)))
      candidates.push(code.phone + (digits === phone ? grade.exact : grade.prefix));
  }
  for (const field of ['employer', 'address'] as const) {
    const value = normalise(customer[field] ?? '');
    if (text.length >= 2 && value.includes(text)) candidates.push(code[field] + gradeOf(value, text));
  }
  return Math.min(...candidates);
}

function gradeOf(value: string, text: string): number {
  if (value === text) return grade.exact;
  return value.startsWith(text) ? grade.prefix : grade.inside;
}

function nameCode({ name, kind }: Searchable, typed: string): number {
  const { characters } = charactersOf(name);
  const written = characters.join('');
  if (characters.length === 0) return NONE;
  const standsAt = characters.findIndex((_, start) => characters.slice(start).join('').startsWith(typed));
  if (standsAt === 0) return code.name + (written === typed ? grade.exact : grade.prefix);
  if (standsAt > 0 && !/^[a-z]$/.test(typed)) return code.name + grade.inside;
  if (typed.length > 29 || !/[a-z]/.test(typed)) return NONE;
  const likely = likelyReading(characters, kind).map((syllable) => [syllable]);
  const every = characters.map((character, index) => [
    ...syllablesOf(character),
    ...likelyReading([character], 'retail'),
    likely[index]?.[0] ?? '',
  ]);
  const tries: [number, string[][], boolean][] = [
    [code.pinyin, likely, true],
    [code.otherPinyin, every, true],
    [code.pinyinInside, every, true],
    [code.initials, likely, false],
    [code.otherInitials, every, false],
    [code.initialsInside, every, false],
  ];
  for (const [first, readings, whole] of tries) {
    if (first !== code.pinyinInside && first !== code.initialsInside) {
      const how = spoken(characters, readings, typed, whole);
      if (how !== null) return first + how;
    } else if ([...typed].length > 1) {
      for (let start = 1; start < characters.length; start += 1)
        if (spoken(characters.slice(start), readings.slice(start), typed, whole) !== null) return first;
    }
  }
  return NONE;
}

/** How the readings, from the first character on, spell what was typed. */
function spoken(characters: string[], readings: string[][], typed: string, whole: boolean): number | null {
  const [character, ...others] = characters;
  const [syllables = [], ...later] = readings;
  if (character === undefined) return null;
  let best: number | null = null;
  const forms = new Set([character]);
  for (const syllable of syllables) {
    if (!/^[a-z]+$/.test(syllable)) continue;
    forms.add(syllable);
    if (!whole) forms.add(syllable.slice(0, 1));
    if (!whole && /^[zcs]h/.test(syllable)) forms.add(syllable.slice(0, 2));
    if (syllable.startsWith(typed) && syllable !== typed) best = grade.prefix;
  }
  for (const form of forms) {
    if (!typed.startsWith(form)) continue;
    const rest = typed.slice(form.length);
    const how =
      rest === '' ? (others.length === 0 ? grade.exact : grade.prefix) : spoken(others, later, rest, whole);
    if (how !== null && (best === null || how < best)) best = how;
  }
  return best;
}
