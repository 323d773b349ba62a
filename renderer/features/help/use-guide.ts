import { useEffect, useState } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Chapter } from './guide.ts';

const guides = {
  en: () => import('virtual:guide/en'),
  'zh-CN': () => import('virtual:guide/zh-CN'),
};

/** The guide in the language of the screen; part of the client, so it is there offline. `null` while it loads. */
export function useGuide(): { chapters: readonly Chapter[] | null; failed: boolean; retry: () => void } {
  const language = useLanguage();
  const [loaded, setLoaded] = useState<{ language: string; chapters: readonly Chapter[] } | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again.
  useEffect(() => {
    let current = true;
    setFailed(false);
    guides[language]().then(
      ({ chapters }) => current && setLoaded({ language, chapters }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [language, attempt]);
  return {
    chapters: loaded?.language === language ? loaded.chapters : null,
    failed,
    retry: () => setAttempt((before) => before + 1),
  };
}
