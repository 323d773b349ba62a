import { type Language, languages, resources } from '#renderer/i18n/resources.ts';
import type { Action } from '#renderer/ui/actions.ts';

/** How a Chinese label is read: `suoding` and `sd` for 锁定. */
export interface Reading {
  full: string;
  initials: string;
}
export type Readings = ReadonlyMap<string, Reading>;

/** An action with all that it is looked for by, made once for many keys. */
export interface SearchableAction {
  action: Action;
  /** Labels, lower case and without spaces; the words of an English one apart. */
  labels: readonly string[];
  words: readonly string[];
  initials: readonly string[];
  full: readonly string[];
  keywords: readonly string[];
}

const squeeze = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

export function searchable(action: Action, readings: Readings): SearchableAction {
  const label = (language: Language) => action.label(resources[language]);
  const keywords = (language: Language) => action.keywords?.(resources[language]).split(/[,，、]/u) ?? [];
  const english = wordsOf(label('en'));
  const reading = readings.get(label('zh-CN'));
  return {
    action,
    labels: languages.map((language) => squeeze(label(language))),
    words: english,
    initials: [reading?.initials ?? '', english.map((word) => word.slice(0, 1)).join('')],
    full: [reading?.full ?? ''],
    keywords: languages.flatMap(keywords).map(squeeze),
  };
}

/**
 * Actions that fit what is typed, best first: by the beginning of the label in either language, of an English word, by
 * pinyin or its initials, by the middle of a label, by keywords. Of equals those that come first stay first.
 */
export function matchActions(actions: readonly SearchableAction[], typed: string): Action[] {
  const text = squeeze(typed);
  if (text === '') return actions.map(({ action }) => action);
  return actions
    .map((candidate) => ({ action: candidate.action, score: scoreOf(candidate, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ action }) => action);
}

function scoreOf({ labels, words, initials, full, keywords }: SearchableAction, text: string): number {
  const starts = (candidates: readonly string[]) => candidates.some((known) => known.startsWith(text));
  if (labels.includes(text)) return 8;
  if (starts(labels)) return 7;
  if (starts(words)) return 6;
  if (text.length > 1 && starts(initials)) return 5;
  if (text.length > 1 && starts(full)) return 4;
  // One Latin letter is in the middle of nearly everything.
  if (text.length > 1 || /\P{ASCII}/u.test(text)) {
    if (labels.some((label) => label.includes(text))) return 3;
    if (starts(keywords)) return 2;
    if (keywords.some((keyword) => keyword.includes(text))) return 1;
  }
  return 0;
}
