import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import type { RoleName } from '#shared/access/roles.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import styles from './admin.module.css';
import { fieldAccessOf } from './role-view.ts';

/** Field by field, what a role sees of a collection and may change in it. */
export function RoleFields({ role, collection }: { role: RoleName; collection: CollectionName }) {
  const { t } = useTranslation(['organisation', 'model']);
  const text = useModelText();
  const fields = fieldAccessOf(role, collection);
  const title = t('organisation:roles.fieldTable', { collection: t(`model:collection.${collection}`) });
  return (
    <Panel title={title}>
      {fields.length === 0 ? (
        <EmptyState title={t('organisation:roles.none')} description={t('organisation:roles.replica.no')} />
      ) : (
        <ul className={styles.fieldList}>
          {fields.map(({ field, access }) => (
            <li key={field} data-access={access}>
              <span>{text.field(collection, field)}</span>
              <span className={styles.muted}>{t(`organisation:roles.access.${access}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
