import { useTranslation } from 'react-i18next';
import type { Problem, Problems } from './problem.ts';

/** A field's problem as a sentence. */
export function useProblemText(): (problem: Problem | undefined) => string | undefined {
  const { t } = useTranslation('customers');
  return (problem) => problem && t(`problem.${problem.code}`, { max: problem.max ?? 0 });
}

/** All problems of a form as the form library wants them. */
export function useProblemTexts<F extends string>(): (
  problems: Problems<F> | null,
) => Record<string, string> {
  const textOf = useProblemText();
  return (problems) => {
    const texts: Record<string, string> = {};
    for (const [field, problem] of Object.entries<Problem | undefined>(problems ?? {})) {
      const text = textOf(problem);
      if (text !== undefined) texts[field] = text;
    }
    return texts;
  };
}
