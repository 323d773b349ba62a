import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './group.module.css';
import type { KnownGroup } from './use-group.ts';

/** The graph in words: every link, and what each owes. */
export function GroupText({ known }: { known: KnownGroup }) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const { group, exposure, here } = known;
  const nameOf = new Map(group.members.map(({ key, name }) => [key, name]));
  const stateOf = new Map(
    group.members.map(({ key, customerId }) => {
      const loans = exposure.byMember.get(key);
      if (loans !== undefined)
        return [key, t('group.nodeLoans', { amount: loans.map((sum) => format.money(sum)).join(' + ') })];
      if (customerId === undefined) return [key, t('group.nodeNoCustomer')];
      return [key, here.has(customerId) ? '' : t('group.nodeUnknown')];
    }),
  );
  return (
    <details className={styles.text}>
      <summary>{t('group.textTitle')}</summary>
      <ul>
        {group.links.map(({ from, to, kind }) => (
          <li key={`${from} ${to}`}>
            {t('group.textLink', {
              from: nameOf.get(from) ?? '',
              to: nameOf.get(to) ?? '',
              kind: t(`model:relationshipKind.${kind}`),
            })}
            {stateOf.get(to) !== '' && <span className={styles.quiet}> · {stateOf.get(to)}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
