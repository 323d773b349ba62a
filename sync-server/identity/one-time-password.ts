import { randomInt } from 'node:crypto';

/** Without the characters that are taken for each other on paper. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
/** A password that lies on a slip of paper is good for this long. */
const HOURS = 72;

/** `count` random characters in groups with hyphens between: 31 possibilities each. */
export function spelledSecret(count: number, group: number): string {
  let text = '';
  for (let index = 0; index < count; index++) {
    if (index > 0 && index % group === 0) text += '-';
    text += ALPHABET[randomInt(ALPHABET.length)];
  }
  return text;
}

/** 79 bits: nobody guesses it, and it can be read out. */
export function makeOneTimePassword(): string {
  return spelledSecret(16, 4);
}

export function oneTimeEnd(now: Date): Date {
  return new Date(now.getTime() + HOURS * 3_600_000);
}
