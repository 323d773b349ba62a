import { likelyReading } from '#shared/domain/names.ts';
import type { Readings } from './match-actions.ts';

/** Pinyin of labels. In a file of its own, loaded when somebody first searches: its dictionary is large. */
export function readingsOf(labels: readonly string[]): Readings {
  return new Map(
    labels.map((label) => {
      const syllables = likelyReading([...label], 'corporate').map((syllable) =>
        syllable.replace(/\P{L}/gu, ''),
      );
      return [
        label,
        {
          full: syllables.join('').toLowerCase(),
          initials: syllables
            .map((syllable) => syllable.slice(0, 1))
            .join('')
            .toLowerCase(),
        },
      ];
    }),
  );
}
