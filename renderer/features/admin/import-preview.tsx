import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IMPORT_LIMIT, type ImportResponse, importColumns } from '#shared/protocol/people.ts';
import styles from './admin.module.css';

/** What a list would bring, with what is wrong with each of its lines; the wrong ones first. */
export function ImportPreview({ answer }: { answer: ImportResponse }) {
  const { t } = useTranslation('organisation');
  const { fileFault, lines } = answer;
  if (fileFault !== undefined) {
    return (
      <Alert color="red" role="alert">
        {t(`import.fileFault.${fileFault}`, { columns: importColumns.join(', '), count: IMPORT_LIMIT })}
      </Alert>
    );
  }
  const bad = lines.filter(({ faults }) => faults.length > 0);
  const good = lines.filter(({ faults }) => faults.length === 0);
  return (
    <>
      <Alert color={bad.length > 0 ? 'red' : 'green'} role={bad.length > 0 ? 'alert' : 'status'}>
        {bad.length > 0 ? t('import.bad', { count: bad.length }) : t('import.ready', { count: good.length })}
      </Alert>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys. */}
      <section className={styles.slip} aria-label={t('import.result')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('person.username')}</th>
              <th scope="col">{t('person.name')}</th>
              <th scope="col">{t('person.role')}</th>
              <th scope="col">{t('person.branch')}</th>
              <th scope="col">{t('import.result')}</th>
            </tr>
          </thead>
          <tbody>
            {[...bad, ...good].map(({ line, username, name, role, branch, faults }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                <td data-nowrap>{username}</td>
                <td data-nowrap>{name}</td>
                <td data-nowrap>{role}</td>
                <td data-nowrap>{branch}</td>
                <td {...(faults.length > 0 && { className: styles.off })}>
                  {faults.length === 0
                    ? t('import.good')
                    : faults.map((fault) => t(`import.fault.${fault}`)).join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
