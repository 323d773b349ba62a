import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OlderFoot } from '#renderer/ui/older-foot.tsx';
import styles from './audit.module.css';
import type { FilterDraft } from './filter-draft.ts';
import { LineRow } from './line-row.tsx';
import type { AuditLines } from './use-audit-lines.ts';
import type { AuditText } from './use-audit-text.ts';

interface Props {
  found: AuditLines;
  text: AuditText;
  onNarrow: (part: Partial<FilterDraft>) => void;
}

export function LineTable({ found, text, onNarrow }: Props) {
  const { t } = useTranslation('audit');
  const { lines, loading, error, more } = found;
  if (error !== undefined && lines.length === 0)
    return <ErrorState code={error} onRetry={() => found.search(found.filter)} />;
  if (loading && lines.length === 0) return <LoadingRows rows={10} />;
  if (lines.length === 0) return <EmptyState title={t('empty')} description={t('emptyHint')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroll} tabIndex={0} aria-label={t('lines')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.time')}</th>
            <th scope="col">{t('column.person')}</th>
            <th scope="col">{t('column.action')}</th>
            <th scope="col">{t('column.about')}</th>
            <th scope="col">{t('column.device')}</th>
            <th scope="col" data-number>
              {t('column.position')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.id} line={line} text={text} onNarrow={onNarrow} />
          ))}
        </tbody>
      </table>
      <OlderFoot
        shown={t('shown', { count: lines.length })}
        older={t('older')}
        more={more}
        loading={loading}
        error={error}
        onOlder={found.older}
        onRetry={found.older}
      />
    </section>
  );
}
