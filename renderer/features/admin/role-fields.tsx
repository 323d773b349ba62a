import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { type FieldRule, fieldRule, type Rights } from '#shared/access/field-rules.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import styles from './admin.module.css';
import { choicesOf } from './field-rule-draft.ts';

interface Props {
  rights: Rights;
  collection: CollectionName;
  actions: ReactNode;
  /** Absent: it can be looked at, and not changed now. */
  onTake?: (field: string, rule: FieldRule | undefined) => void;
}

/** Field by field, what a role sees of a collection and may change in it, and what of that is taken from it. */
export function RoleFields({ rights, collection, actions, onTake }: Props) {
  const { t } = useTranslation(['organisation', 'model']);
  const text = useModelText();
  const { role, taken } = rights;
  const choices = choicesOf(role, collection);
  const title = t('organisation:roles.fieldTable', { collection: t(`model:collection.${collection}`) });
  return (
    <Panel title={title} actions={actions}>
      {choices.length === 0 ? (
        <EmptyState title={t('organisation:roles.none')} description={t('organisation:roles.replica.no')} />
      ) : (
        <ul className={styles.fieldList}>
          {choices.map(({ field, designed, takable, fixed }) => {
            const rule = takable.find((one) => one === taken[collection]?.[field]);
            const name = text.field(collection, field);
            return (
              <li key={field} data-access={fixed === 'hiddenByDesign' ? 'hidden' : rule}>
                <span>{name}</span>
                {fixed !== undefined || onTake === undefined ? (
                  <span className={styles.muted}>
                    {rule === undefined
                      ? t(`organisation:roles.access.${designed}`)
                      : t(`organisation:rules.rule.${rule}`)}
                    {fixed !== undefined && ` · ${t(`organisation:rules.fixed.${fixed}`)}`}
                  </span>
                ) : (
                  <NativeSelect
                    size="xs"
                    className={styles.rule ?? ''}
                    aria-label={name}
                    value={rule ?? ''}
                    onChange={(event) => onTake(field, fieldRule.safeParse(event.currentTarget.value).data)}
                    data={[
                      { value: '', label: t(`organisation:roles.access.${designed}`) },
                      ...takable.map((value) => ({ value, label: t(`organisation:rules.rule.${value}`) })),
                    ]}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
