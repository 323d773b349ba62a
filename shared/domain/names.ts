import { pinyin, polyphonic } from 'pinyin-pro';

/** Syllables without tones, lower case, `lü` written `lv`, as everybody types them. */
export type Syllables = readonly string[];

const options = { toneType: 'none', type: 'array', v: true } as const;

/**
 * Between the parts of a name that one writes and another leaves out: 阿布都·热合曼. The dot has a dozen forms, as fonts
 * and input methods make it: middle dot, bullet, hyphenation point, katakana's, operators, Greek and Runic ones.
 */
export const NAME_SEPARATORS = /[\s·•‧・･∙⋅⸱⸳᛫·●.,，、()（）'’-]/gu;

/**
 * Every reading of one character, the everyday one first: 单 `dan`, `shan`, `chan`. None for what is not read in
 * pinyin: letters, digits and characters that no dictionary has stand for themselves.
 */
export function syllablesOf(character: string): Syllables {
  if (/^\p{ASCII}*$/u.test(character)) return [];
  const [all = []] = polyphonic(character, { toneType: 'none', type: 'array' });
  return [...new Set(all.map(plain))].filter((syllable) => /^[a-z]+$/u.test(syllable));
}

/**
 * How a whole name is likeliest read, one syllable for each character: surnames have readings of their own (单 Shàn,
 * 曾 Zēng, 万俟 Mòqí), companies have none. A character without a reading stands for itself.
 */
export function likelyReading(characters: readonly string[], kind: 'retail' | 'corporate'): Syllables {
  const text = characters.join('');
  const read = kind === 'retail' ? pinyin(text, { ...options, surname: 'head' }) : pinyin(text, options);
  // Letters may be read together; then each character is read by itself.
  if (read.length === characters.length) return read.map(plain);
  return characters.map((character) => syllablesOf(character)[0] ?? character);
}

function plain(syllable: string): string {
  return syllable.toLowerCase().replaceAll('ü', 'v');
}
