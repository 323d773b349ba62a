import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import table from '#renderer/ui/table.module.css';
import type { PolicySettings } from '#shared/protocol/policy-settings.ts';
import styles from './policy.module.css';
import { PolicyControl } from './policy-control.tsx';
import { type DraftPart, type PolicyDraft, type PolicyField, standingOf } from './policy-fields.ts';
import { usePolicyWords } from './use-policy-words.ts';

interface Props {
  title: string;
  part: DraftPart;
  fields: readonly PolicyField[];
  draft: PolicyDraft;
  settings: PolicySettings;
  onChange: (field: PolicyField, typed: string) => void;
}

/** Some policies: what is set for a part, what holds for it, and who says so. */
export function PolicyTable({ title, part, fields, draft, settings, onChange }: Props) {
  const { t } = useTranslation('policy');
  const words = usePolicyWords();
  const asElse = t(part === 'all' || part === 'devices' ? 'asBuiltIn' : 'asForAll');
  return (
    <Panel title={title}>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{t('column.name')}</th>
            <th scope="col">
              {t(part === 'devices' ? 'column.set' : 'column.setFor', { who: words.part(part) })}
            </th>
            <th scope="col">{t('column.holds')}</th>
            <th scope="col">{t('column.source')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const typed = draft[part][field.id] ?? '';
            const standing = standingOf(field, draft, settings, part);
            const hint = words.hint(field);
            return (
              <tr key={field.id}>
                <th scope="row">
                  {words.name(field)}
                  {hint !== '' && <span className={styles.hint}>{hint}</span>}
                </th>
                <td>
                  <div className={styles.control}>
                    <PolicyControl
                      field={field}
                      typed={typed}
                      inherited={asElse}
                      onChange={(next) => onChange(field, next)}
                    />
                    {typed !== '' && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('takeBack', { name: words.name(field), as: asElse })}
                        title={asElse}
                        onClick={() => onChange(field, '')}
                      >
                        <IconArrowBackUp size={15} stroke={1.7} />
                      </ActionIcon>
                    )}
                  </div>
                </td>
                <td className={styles.value}>
                  {standing.source === 'byRole' ? t('byRole') : words.value(field, standing.value)}
                </td>
                <td className={styles.source} data-source={standing.source}>
                  {part === 'devices' && standing.source === 'all'
                    ? t('source.here')
                    : t(`source.${standing.source}`)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
