import type { Language } from '#renderer/i18n/resources.ts';

/** How a set of pictures is taken. */
export interface Variant {
  /** The folder of the set, below the language's. */
  name: string;
  viewport: { width: number; height: number };
  theme: 'light' | 'dark';
  contrast: 'standard' | 'more';
  /** The main screens only. */
  brief: boolean;
}

const plain = { theme: 'light', contrast: 'standard', brief: false } as const;
const small = { width: 1366, height: 768 };

/** The commonest screen of a branch first: the README's pictures are taken from it. */
export const variants: readonly Variant[] = [
  { ...plain, name: '1366x768', viewport: small },
  { ...plain, name: '1920x1080', viewport: { width: 1920, height: 1080 } },
  { ...plain, name: 'dark', viewport: small, theme: 'dark', brief: true },
  { ...plain, name: 'contrast', viewport: small, contrast: 'more', brief: true },
  { ...plain, name: 'contrast-dark', viewport: small, theme: 'dark', contrast: 'more', brief: true },
  // 1366×768 as the page sees it when the system enlarges it.
  { ...plain, name: '125-percent', viewport: { width: 1093, height: 614 }, brief: true },
  { ...plain, name: '150-percent', viewport: { width: 911, height: 512 }, brief: true },
];

/** Pictures that documents show, by screen; kept under docs/pictures in both languages. */
export const shown: readonly string[] = [
  'sign-in',
  'counter',
  'today',
  'calendar',
  'customers',
  'customer',
  'profile',
  'contact',
  'complaints',
  'palette',
  'shortcuts',
  'help',
  'summary',
  'unsent',
  'overview',
  'operations',
  'directory',
  'settings',
];

export const fileOf = (language: Language, screen: string) => `${language}-${screen}.png`;
