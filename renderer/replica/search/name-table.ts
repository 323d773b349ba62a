import { roomU8, roomU16, roomU32 } from '../storage/bytes.ts';
import { Characters } from './characters.ts';
import { TextGroups } from './groups.ts';
import { charactersOf } from './normalise.ts';

export type NameKind = 'retail' | 'corporate';

/**
 * All distinct names, taken apart into characters, with the likeliest sound of each. Namesakes share one entry: a
 * name is read aloud, compared and sorted once.
 */
export class NameTable {
  readonly characters = new Characters();
  /** Characters of all names, one behind the other, and the likeliest sound of each. */
  units = new Uint16Array(1024);
  sounds = new Uint16Array(1024);
  /** By name: where it begins there, and of how many characters it is. */
  starts = new Uint32Array(64);
  lengths = new Uint8Array(64);
  #used = 0;
  #known: string | undefined;
  #wasted = 0;
  readonly #groups = new TextGroups(
    (number, key) => this.#add(number, key),
    (number) => this.#drop(number),
  );
  readonly #listeners: ((number: number, isNew: boolean) => void)[] = [];

  get end(): number {
    return this.#groups.end;
  }
  get distinct(): number {
    return this.#groups.distinct;
  }
  get rows() {
    return this.#groups.rows;
  }

  /** Told of each name that comes and goes. */
  onChange(listener: (number: number, isNew: boolean) => void): void {
    this.#listeners.push(listener);
  }

  /** `reading`: how the name is likeliest read, as {@link reading} gave it earlier. */
  set(row: number, name: string | undefined, kind: NameKind, reading?: string): void {
    this.#known = reading;
    this.#groups.set(row, name === undefined ? undefined : keyOf(name, kind));
  }

  /** The syllables of a name that can be read in several ways, with spaces; empty for others. */
  reading(number: number): string {
    const start = this.starts[number] ?? 0;
    const end = start + this.length(number);
    const { all, syllables } = this.characters;
    if (!this.units.subarray(start, end).some((unit) => (all[unit]?.sounds.length ?? 0) > 1)) return '';
    return Array.from(this.sounds.subarray(start, end), (sound) => syllables[sound] ?? '').join(' ');
  }

  text(number: number): string {
    return this.#groups.text(number).slice(1);
  }

  /** Where the name begins in {@link units}. */
  start(number: number): number {
    return this.starts[number] ?? 0;
  }
  length(number: number): number {
    return this.lengths[number] ?? 0;
  }

  #add(number: number, key: string): void {
    const { characters } = charactersOf(key.slice(1));
    const numbers = characters.slice(0, 255).map((character) => this.characters.take(character));
    const sounds = this.characters.soundsOf(
      numbers,
      key.startsWith('c') ? 'corporate' : 'retail',
      this.#known,
    );
    this.starts = roomU32(this.starts, number + 1);
    this.lengths = roomU8(this.lengths, number + 1);
    this.units = roomU16(this.units, this.#used + numbers.length);
    this.sounds = roomU16(this.sounds, this.#used + numbers.length);
    this.starts[number] = this.#used;
    this.lengths[number] = numbers.length;
    this.units.set(numbers, this.#used);
    this.sounds.set(sounds, this.#used);
    this.#used += numbers.length;
    for (const listener of this.#listeners) listener(number, true);
  }

  #drop(number: number): void {
    for (const listener of this.#listeners) listener(number, false);
    const start = this.start(number);
    const length = this.length(number);
    this.units.fill(0, start, start + length);
    this.sounds.fill(0, start, start + length);
    this.lengths[number] = 0;
    this.#wasted += length;
    if (this.#wasted > 4096 && this.#wasted * 2 > this.#used) this.#pack();
  }

  #pack(): void {
    const units = new Uint16Array(this.#used);
    const sounds = new Uint16Array(this.#used);
    let used = 0;
    for (let number = 0; number < this.end; number += 1) {
      const start = this.start(number);
      const length = this.length(number);
      units.set(this.units.subarray(start, start + length), used);
      sounds.set(this.sounds.subarray(start, start + length), used);
      this.starts[number] = used;
      used += length;
    }
    this.units = units;
    this.sounds = sounds;
    this.#used = used;
    this.#wasted = 0;
  }
}

/** The same characters are read otherwise in the name of a company. */
function keyOf(name: string, kind: NameKind): string {
  return (kind === 'corporate' ? 'c' : 'r') + name;
}
