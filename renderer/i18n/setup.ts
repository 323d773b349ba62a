import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages, resources } from './resources.ts';

const STORAGE_KEY = 'branchline.language';

/** The language chosen on this device, else the machine's: Chinese for any Chinese, English for the rest. */
export function initialLanguage(stored: string | null, preferred: readonly string[]): Language {
  const known = languages.find((language) => language === stored);
  if (known) return known;
  const first = preferred[0]?.toLowerCase() ?? 'zh';
  return first.startsWith('zh') ? 'zh-CN' : 'en';
}

/** Starts the texts before the first render; nothing is loaded later, so it works offline. */
export async function startI18n(): Promise<void> {
  const language = initialLanguage(readStored(), navigator.languages);
  i18next.on('languageChanged', applyToDocument);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'app',
    // A copy: what a bank's words are put over is changed in place, and the program's own must be there to go back to.
    resources: structuredClone(resources),
    // React escapes already; escaping twice would show &#39; to people.
    interpolation: { escapeValue: false },
    // The bank's own words come with its data: what is on the screen follows them.
    react: { bindI18nStore: 'added' },
  });
}

/** The language that the bank has decided on; nobody changes it then. */
let forced: Language | undefined;

export function isLanguageForced(): boolean {
  return forced !== undefined;
}

/** Takes the choice away, or gives it back. What the user chose is kept for then. */
export async function forceLanguage(language: Language | undefined): Promise<void> {
  if (language === forced) return;
  forced = language;
  await i18next.changeLanguage(language ?? initialLanguage(readStored(), navigator.languages));
}

export async function changeLanguage(language: Language): Promise<void> {
  if (forced !== undefined) return;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage may be denied or full: the change then holds until the window closes.
  }
  await i18next.changeLanguage(language);
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Screen readers choose their voice and browsers their Han glyphs by `lang`. */
function applyToDocument(language: string): void {
  document.documentElement.lang = language;
}
