import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Rights } from '#shared/access/field-rules.ts';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import styles from './admin.module.css';
import { viewOf } from './role-view.ts';

interface Props {
  rights: Rights;
  shown: CollectionName;
  onShow: (collection: CollectionName) => void;
}

/** What a role may do with each collection. */
export function RoleTable({ rights, shown, onShow }: Props) {
  const { t } = useTranslation(['organisation', 'model']);
  const yes = (may: boolean) => t(may ? 'organisation:roles.yes' : 'organisation:roles.no');
  const fields = (names: readonly string[]) =>
    names.length === 0
      ? t('organisation:roles.none')
      : t('organisation:roles.fields', { count: names.length });
  return (
    <Panel title={t(`model:role.${rights.role}`)}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('organisation:roles.data')}</th>
            <th scope="col">{t('organisation:roles.read')}</th>
            <th scope="col">{t('organisation:roles.create')}</th>
            <th scope="col">{t('organisation:roles.change')}</th>
            <th scope="col">{t('organisation:roles.request')}</th>
            <th scope="col">{t('organisation:roles.hidden')}</th>
          </tr>
        </thead>
        <tbody>
          {collectionNames.map((collection) => {
            const view = viewOf(rights, collection);
            return (
              <tr key={collection}>
                <th scope="row">
                  <Button
                    variant={collection === shown ? 'light' : 'subtle'}
                    size="compact-sm"
                    aria-pressed={collection === shown}
                    onClick={() => onShow(collection)}
                  >
                    {t(`model:collection.${collection}`)}
                  </Button>
                </th>
                <td>{yes(view.read)}</td>
                <td>{yes(view.create)}</td>
                <td>{fields(view.writable)}</td>
                <td>{fields(view.requestable)}</td>
                <td>{fields(view.hidden)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
