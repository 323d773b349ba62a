import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import table from '#renderer/ui/table.module.css';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { AdoptionRow, TroubleRow } from '#shared/protocol/releases.ts';
import styles from './releases.module.css';

/** How many devices run which version, as they said themselves. */
export function Adoption({ rows }: { rows: readonly AdoptionRow[] }) {
  const { t } = useTranslation('releases');
  const format = useFormat();
  const most = Math.max(1, ...rows.map(({ devices }) => devices));
  return (
    <Panel title={t('adoption.title')} count={rows.length}>
      {rows.length === 0 ? (
        <EmptyState title={t('adoption.empty')} description={t('adoption.emptyHint')} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('adoption.version')}</th>
              <th scope="col">{t('adoption.system')}</th>
              <th scope="col">{t('adoption.channel')}</th>
              <th scope="col" data-number>
                {t('adoption.devices')}
              </th>
              <th scope="col">{t('adoption.latest')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.version} ${row.platform} ${row.channel}`}>
                <th scope="row" className={styles.version}>
                  {row.version}
                </th>
                <td>{t(`platform.${row.platform}`)}</td>
                <td>{row.channel}</td>
                <td data-number>
                  {format.number(row.devices)}
                  <span
                    className={styles.bar}
                    style={{
                      width: `calc(${(row.devices / most).toFixed(3)} * (100% - 2 * var(--mantine-spacing-md)))`,
                    }}
                  />
                </td>
                <td>
                  <time dateTime={row.lastReportAt} title={format.dateTime(row.lastReportAt)}>
                    {format.ago(row.lastReportAt)}
                  </time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** Why devices do not take an update; nothing where none of them said so. */
export function Trouble({ rows }: { rows: readonly TroubleRow[] }) {
  const { t } = useTranslation('releases');
  if (rows.length === 0) return null;
  return (
    <Panel title={t('trouble.title')} count={rows.length}>
      <ul className={styles.trouble}>
        {rows.map((row) => (
          <li key={`${row.reason} ${row.version}`}>
            <span>{t(`reason.${row.reason}`)}</span>
            <span className={table.under}>
              {row.version !== undefined && `${t('trouble.version', { version: row.version })} · `}
              {t('trouble.devices', { count: row.devices })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
