import { likelyReading, syllablesOf } from '#shared/domain/names.ts';

/** One character that some name has. */
export interface Character {
  text: string;
  /** Numbers of its syllables, the everyday one first; empty where it stands for itself. */
  sounds: number[];
  /** Its syllable as a surname of one character. */
  surname: number;
}

/**
 * Every distinct character of all names with its readings, once: a branch of a hundred thousand customers has some
 * five thousand of them, and asking the dictionary of readings costs far more than a look-up here.
 */
export class Characters {
  readonly all: Character[] = [];
  /** Syllables by number. A character without a reading has itself for a syllable. */
  readonly syllables: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #sounds = new Map<string, number>();

  /** The character's number, or -1 where no name has it. */
  find(text: string): number {
    return this.#numbers.get(text) ?? -1;
  }

  take(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.all.length;
    const [surname = text] = likelyReading([text], 'retail');
    this.all.push({
      text,
      sounds: syllablesOf(text).map((syllable) => this.sound(syllable)),
      surname: this.sound(surname),
    });
    this.#numbers.set(text, number);
    return number;
  }

  sound(syllable: string): number {
    const known = this.#sounds.get(syllable);
    if (known !== undefined) return known;
    const number = this.syllables.length;
    this.syllables.push(syllable);
    this.#sounds.set(syllable, number);
    return number;
  }

  /**
   * The likeliest sound of each character of a name. The dictionary is asked only for names where it matters: with a
   * character of several readings, which the others decide between. `known`: what it said before.
   */
  soundsOf(numbers: readonly number[], kind: 'retail' | 'corporate', known?: string): number[] {
    const characters = numbers.map((number) => this.all[number]);
    if (characters.some((character) => (character?.sounds.length ?? 0) > 1)) {
      const saved = known?.split(' ') ?? [];
      const texts = characters.map((character) => character?.text ?? '');
      const reading = saved.length === texts.length ? saved : likelyReading(texts, kind);
      return reading.map((syllable, index) => {
        const sound = this.sound(syllable);
        // The whole name may be read as no character of it is by itself.
        const { sounds = [] } = characters[index] ?? {};
        if (!sounds.includes(sound)) sounds.push(sound);
        return sound;
      });
    }
    return characters.map((character, index) => {
      const everyday = character?.sounds[0] ?? this.sound(character?.text ?? '');
      return index === 0 && kind === 'retail' ? (character?.surname ?? everyday) : everyday;
    });
  }
}
