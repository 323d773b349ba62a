import { pinyin, polyphonic } from 'pinyin-pro';

/** One way to read a name aloud: its syllables without tones, lower case, `lü` written `lv`. */
export type Reading = readonly string[];

/**
 * Every way a teller may type a customer's name: surnames have readings of their own (单 Shàn, 曾 Zēng, 万俟
 * Mòqí), but people also type the common one (单 dān), so both count, and each reading of a polyphonic first
 * character. The likeliest comes first. A character without a known reading (rare ones) stands for itself.
 */
export function nameReadings(name: string, kind: 'retail' | 'corporate'): Reading[] {
  const text = name.replace(/[\s··•.，,()（）-]/gu, '');
  if (text === '') return [];
  const options = { toneType: 'none', type: 'array', v: true } as const;
  const common = pinyin(text, options);
  const readings = kind === 'retail' ? [pinyin(text, { ...options, surname: 'head' }), common] : [common];
  const [first] = text;
  if (first !== undefined && first.length === 1) {
    const [alternatives] = polyphonic(first, { toneType: 'none', type: 'array' });
    for (const syllable of alternatives ?? [])
      readings.push([syllable.replaceAll('ü', 'v'), ...common.slice(1)]);
  }
  return distinct(readings.map((reading) => reading.map((syllable) => syllable.toLowerCase())));
}

/** The first letters of a reading: 张伟 → `zw`. */
export function initialsOf(reading: Reading): string {
  return reading.map((syllable) => [...syllable][0] ?? '').join('');
}

function distinct(readings: Reading[]): Reading[] {
  return [...new Map(readings.map((reading) => [reading.join(' '), reading])).values()];
}
