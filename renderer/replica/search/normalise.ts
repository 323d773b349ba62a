import { NAME_SEPARATORS } from '#shared/domain/names.ts';

/** What was typed and what is stored compare without case, spaces or full-width forms. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '').replaceAll('ü', 'v');
}

/** The characters of a name that are compared, and where each stands in the name as it is written. */
export interface NameCharacters {
  characters: string[];
  /** UTF-16 positions in the written name: where each character begins and ends. */
  starts: number[];
  ends: number[];
}

/** Takes a name apart: separators fall away, one written character may compare as several (㈱ as 株). */
export function charactersOf(name: string): NameCharacters {
  const characters: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const written of name) {
    for (const character of normalise(written).replace(NAME_SEPARATORS, '')) {
      characters.push(character);
      starts.push(at);
      ends.push(at + written.length);
    }
    at += written.length;
  }
  return { characters, starts, ends };
}

export function withoutSeparators(text: string): string {
  return text.replace(NAME_SEPARATORS, '');
}

/** The digits of a phone, without the country's own code, which some write and others leave out. */
export function phoneDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^0-9+]/gu, '')
    .replace(/^(?:\+|00)86/u, '')
    .replace(/[^0-9]/gu, '');
}

/** Folds one UTF-16 unit of a stored text: ASCII letters to lower case. */
export function foldUnit(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit;
}

/** Whether {@link foldUnit} alone makes of a text what {@link normalise} makes of it. */
export function isPlain(text: string, normal: string): boolean {
  if (text.length !== normal.length) return false;
  for (let at = 0; at < text.length; at += 1)
    if (foldUnit(text.charCodeAt(at)) !== normal.charCodeAt(at)) return false;
  return true;
}
