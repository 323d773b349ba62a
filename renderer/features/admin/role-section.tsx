import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import { PersonSelect } from '#renderer/ui/person-select.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { type RoleName, replicatingRoles, roleName } from '#shared/access/roles.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import styles from './admin.module.css';
import { RoleFields } from './role-fields.tsx';
import { RoleTable } from './role-table.tsx';
import { dutiesOf } from './role-view.ts';

/** What a role may see and change, as the server and every screen judge it; by role, or as somebody in particular. */
export function RoleSection() {
  const { t } = useTranslation(['organisation', 'model']);
  const self = useUser();
  const { staff, branchName } = useDirectory();
  const [personId, setPersonId] = useState('');
  const [chosen, setChosen] = useState<RoleName>(self.role === 'it_admin' ? 'teller' : self.role);
  const [collection, setCollection] = useState<CollectionName>('customers');
  const person = staff.find(({ id }) => id === personId);
  const role = person?.role ?? chosen;
  const branch = (person !== undefined && branchName(person.branchId)) || t('organisation:roles.ownBranch');
  const duties = dutiesOf(role);
  return (
    <div className={styles.roles}>
      <Panel title={t('organisation:roles.title')} padded>
        <div className={styles.pair}>
          <PersonSelect
            label={t('organisation:roles.as')}
            placeholder={t('organisation:roles.asHint')}
            roles={roleName.options}
            value={personId}
            onChange={setPersonId}
            clearable
          />
          <NativeSelect
            label={t('organisation:roles.role')}
            value={role}
            onChange={(event) => {
              setPersonId('');
              setChosen(roleName.parse(event.currentTarget.value));
            }}
            data={roleName.options.map((value) => ({ value, label: t(`model:role.${value}`) }))}
          />
        </div>
        <p className={styles.roleNote}>
          {t(`organisation:roles.scope.${role}`, { branch })} ·{' '}
          {t(`organisation:roles.replica.${replicatingRoles.includes(role) ? 'yes' : 'no'}`)}
        </p>
        <p className={styles.roleNote}>
          {t('organisation:roles.duties', {
            list:
              duties.length === 0
                ? t('organisation:roles.none')
                : duties.map((duty) => t(`organisation:roles.subject.${duty}`)).join(' · '),
          })}
        </p>
      </Panel>
      <RoleTable role={role} shown={collection} onShow={setCollection} />
      <RoleFields role={role} collection={collection} />
    </div>
  );
}
