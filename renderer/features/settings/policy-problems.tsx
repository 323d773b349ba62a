import { useTranslation } from 'react-i18next';
import { policyNames } from '#shared/policy/definitions.ts';
import type { PolicyProblem } from '#shared/policy/layers.ts';

/** What somebody said that counts for nothing, by who said it and about what; never what it was. */
export function PolicyProblems({ problems }: { problems: readonly PolicyProblem[] }) {
  const { t } = useTranslation('settings');
  const wordFor = (written: string | undefined) => {
    const known = policyNames.find((name) => name === written);
    return known === undefined ? (written ?? '') : t(`policy.names.${known}`);
  };
  return problems.map(({ source, reason, name }) => (
    <div key={`${source} ${reason} ${name ?? ''}`}>
      {t(`policy.problem.${reason}`, { source: t(`policy.sources.${source}`), name: wordFor(name) })}
    </div>
  ));
}
