import type { Characters } from './characters.ts';
import { code, grade, NONE } from './codes.ts';
import type { NameTable } from './name-table.ts';

/** Longest text that is taken for syllables: its positions are bits. */
const LONGEST = 29;
const PARTIAL = 1 << 30;

/** A hit in a name: its code, and the characters it spans. */
export interface NameHit {
  code: number;
  start: number;
  end: number;
}

/**
 * What was typed, ready to be compared with names. Each character of a name may be typed as itself, as a whole
 * syllable of any of its readings, or as the syllable's first letter (or zh, ch, sh); the last one also as any
 * beginning of a syllable. So `zhangwm`, `zwm`, `张wm` and `zhangweim` all find 张伟明.
 */
export interface Pattern {
  /** Visits the names that it hits, with the code of each: all names, or those among `names`. */
  scan(names: Uint32Array | undefined, onHit: (name: number, code: number) => void): void;
  /** The code of a name's hit, or {@link NONE}. */
  codeOf(name: number): number;
  /** The same with the characters that were hit. */
  hit(name: number): NameHit | null;
}

export function createPattern(typed: string, names: NameTable): Pattern {
  const { characters } = names;
  const literal = [...typed].map((character) => characters.find(character));
  const spoken = typed.length <= LONGEST && /[a-z]/u.test(typed) ? createSteps(typed, characters) : null;
  const hasLiteral = literal.length > 0 && literal.every((number) => number >= 0);
  // One letter inside a name tells nothing; one Chinese character does.
  const inside = [...typed].length > 1;
  const everywhere = inside || spoken === null;
  const done = 1 << typed.length;

  let spanStart = 0;
  let spanEnd = 0;
  function found(result: number, start: number, end: number): number {
    spanStart = start;
    spanEnd = end;
    return result;
  }

  function literalCode(from: number, length: number): number {
    const { units } = names;
    const first = literal[0] ?? -1;
    const last = everywhere ? length - literal.length : 0;
    for (let start = 0; start <= last && start + literal.length <= length; start += 1) {
      if (units[from + start] !== first) continue;
      let same = 1;
      while (same < literal.length && units[from + start + same] === literal[same]) same += 1;
      if (same < literal.length) continue;
      const how = start > 0 ? grade.inside : length === literal.length ? grade.exact : grade.prefix;
      return found(code.name + how, start, start + literal.length);
    }
    return NONE;
  }

  /** The characters consumed when everything typed is used up, negative if the last one only partly; 0: not. */
  function run(
    steps: Steps,
    from: number,
    length: number,
    start: number,
    whole: boolean,
    likeliest: boolean,
  ) {
    const { units, sounds } = names;
    let state = 1;
    let reached = 0;
    for (let at = start; at < length && state !== 0; at += 1) {
      const unit = units[from + at] ?? 0;
      let next = 0;
      for (let rest = state; rest !== 0; rest &= rest - 1) {
        const position = 31 - Math.clz32(rest & -rest);
        next |= likeliest
          ? steps.bySound(position, whole, unit, sounds[from + at] ?? 0)
          : steps.byCharacter(position, whole, unit);
      }
      if ((next & done) !== 0) reached = at + 1;
      else if ((next & PARTIAL) !== 0 && reached === 0) reached = -at - 1;
      state = next & ~done & ~PARTIAL;
    }
    return reached;
  }

  function spokenCode(steps: Steps, from: number, length: number): number {
    const { units } = names;
    let any = false;
    for (let start = 0; start < length && !any; start += inside ? 1 : length)
      any =
        steps.byCharacter(0, false, units[from + start] ?? 0) !== 0 &&
        run(steps, from, length, start, false, false) !== 0;
    if (!any) return NONE;
    return (
      atBeginning(steps, from, length, true) ??
      insideCode(steps, from, length, true, code.pinyinInside) ??
      atBeginning(steps, from, length, false) ??
      insideCode(steps, from, length, false, code.initialsInside) ??
      NONE
    );
  }

  function atBeginning(steps: Steps, from: number, length: number, whole: boolean): number | undefined {
    for (const likeliest of [true, false]) {
      const reached = run(steps, from, length, 0, whole, likeliest);
      if (reached === 0) continue;
      const how = reached === length ? grade.exact : grade.prefix;
      const field = whole
        ? likeliest
          ? code.pinyin
          : code.otherPinyin
        : likeliest
          ? code.initials
          : code.otherInitials;
      return found(field + how, 0, Math.abs(reached));
    }
    return undefined;
  }

  function insideCode(steps: Steps, from: number, length: number, whole: boolean, result: number) {
    if (!inside) return undefined;
    for (let start = 1; start < length; start += 1) {
      const reached = run(steps, from, length, start, whole, false);
      if (reached !== 0) return found(result, start, Math.abs(reached));
    }
    return undefined;
  }

  // Most names have no character that what was typed could begin with.
  const opens = new Uint8Array(characters.all.length);
  for (let number = 0; number < opens.length; number += 1)
    if (number === literal[0] || (spoken !== null && spoken.byCharacter(0, false, number) !== 0))
      opens[number] = 1;

  /** Visits names that may be hit. One letter is looked for at the beginning only, a character everywhere. */
  function scan(among: Uint32Array | undefined, onHit: (name: number, code: number) => void): void {
    const { units, starts, lengths } = names;
    const count = opens.includes(1) ? (among?.length ?? names.end) : 0;
    for (let place = 0; place < count; place += 1) {
      const name = among === undefined ? place : (among[place] ?? 0);
      const from = starts[name] ?? 0;
      const length = lengths[name] ?? 0;
      const to = from + (everywhere ? length : 1);
      for (let at = from; at < to; at += 1) {
        if (opens[units[at] ?? 0] !== 1) continue;
        const result = codeOf(name);
        if (result !== NONE) onHit(name, result);
        break;
      }
    }
  }

  function codeOf(name: number): number {
    const length = names.length(name);
    if (length === 0) return NONE;
    const from = names.start(name);
    const asWritten = hasLiteral ? literalCode(from, length) : NONE;
    if (asWritten !== NONE || spoken === null) return asWritten;
    return spokenCode(spoken, from, length);
  }

  return {
    scan,
    codeOf,
    hit(name) {
      const result = codeOf(name);
      return result === NONE ? null : { code: result, start: spanStart, end: spanEnd };
    },
  };
}

/** Where one character can bring a search: from one position in what was typed to others, as bits. */
interface Steps {
  byCharacter(position: number, whole: boolean, character: number): number;
  bySound(position: number, whole: boolean, character: number, sound: number): number;
}

/** Worked out once per position and syllable, however many names there are. `whole`: no initials. */
function createSteps(typed: string, characters: Characters): Steps {
  const { all, syllables } = characters;
  // One more than the bits, so that 0 is "not worked out yet".
  const sounds = new Uint32Array(2 * typed.length * syllables.length);
  const units = new Uint32Array(2 * typed.length * all.length);

  function soundBits(position: number, whole: boolean, sound: number): number {
    const slot = (position * 2 + (whole ? 1 : 0)) * syllables.length + sound;
    const known = sounds[slot] ?? 0;
    if (known !== 0) return known - 1;
    const syllable = syllables[sound] ?? '';
    const bits = /^[a-z]+$/u.test(syllable) ? bitsOf(typed, position, whole, syllable) : 0;
    sounds[slot] = bits + 1;
    return bits;
  }

  function literalBits(position: number, text: string): number {
    return typed.startsWith(text, position) ? 1 << (position + text.length) : 0;
  }

  return {
    byCharacter(position, whole, character) {
      const slot = (position * 2 + (whole ? 1 : 0)) * all.length + character;
      const known = units[slot] ?? 0;
      if (known !== 0) return known - 1;
      const found = all[character];
      let bits = found === undefined ? 0 : literalBits(position, found.text);
      for (const sound of found?.sounds ?? []) bits |= soundBits(position, whole, sound);
      // A surname may have a reading that its character has nowhere else.
      if (found !== undefined) bits |= soundBits(position, whole, found.surname);
      units[slot] = bits + 1;
      return bits;
    },
    bySound: (position, whole, character, sound) =>
      soundBits(position, whole, sound) | literalBits(position, all[character]?.text ?? '\n'),
  };
}

function bitsOf(typed: string, position: number, whole: boolean, syllable: string): number {
  let common = 0;
  while (common < syllable.length && typed[position + common] === syllable[common]) common += 1;
  if (common === 0) return 0;
  let bits = common === syllable.length ? 1 << (position + common) : 0;
  if (position + common === typed.length && common < syllable.length) bits |= PARTIAL;
  if (!whole) {
    bits |= 1 << (position + 1);
    if (common > 1 && /^[zcs]h/u.test(syllable)) bits |= 1 << (position + 2);
  }
  return bits;
}
