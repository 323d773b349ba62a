import { Alert, Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { PersonSelect } from '#renderer/ui/person-select.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import type { FieldRule } from '#shared/access/field-rules.ts';
import { type RoleName, replicatingRoles, roleName } from '#shared/access/roles.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import styles from './admin.module.css';
import { FieldRuleOrder } from './field-rule-order.tsx';
import { RoleFields } from './role-fields.tsx';
import { RoleTable } from './role-table.tsx';
import { dutiesOf } from './role-view.ts';
import { useFieldRules } from './use-field-rules.ts';

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
  const rules = useFieldRules(role);
  const { settings, differences } = rules;
  const rights = { role, taken: rules.wanted };
  const [saving, setSaving] = useState(false);
  const save = useRef<HTMLButtonElement>(null);
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
      {rules.error !== undefined && <ErrorState code={rules.error} onRetry={rules.reload} />}
      {settings?.unreadable.includes(role) === true && (
        <Alert color="red" variant="light" role="status" icon={<IconAlertTriangle size={18} stroke={1.7} />}>
          {t('organisation:rules.unreadable')}
        </Alert>
      )}
      <RoleTable rights={rights} shown={collection} onShow={setCollection} />
      <RoleFields
        rights={rights}
        collection={collection}
        {...(settings !== undefined && {
          onTake: (field: string, rule: FieldRule | undefined) => rules.take(collection, field, rule),
        })}
        actions={
          <div className={styles.actions} role="status">
            {differences.length > 0 && (
              <>
                <span className={styles.muted}>
                  {t('organisation:rules.unsaved', { count: differences.length })}
                </span>
                <Button variant="default" onClick={rules.discard}>
                  {t('organisation:rules.discard')}
                </Button>
              </>
            )}
            <Button ref={save} disabled={differences.length === 0} onClick={() => setSaving(true)}>
              {t('organisation:rules.save')}
            </Button>
          </div>
        }
      />
      <OrderModal
        opened={saving && settings !== undefined}
        title={t('organisation:rules.title', { role: t(`model:role.${role}`) })}
        focusAfter={save}
        onClose={() => setSaving(false)}
      >
        {({ cancel, done }) =>
          settings && (
            <FieldRuleOrder
              role={role}
              version={settings.version}
              before={rules.stored}
              wanted={rules.wanted}
              onCancel={cancel}
              onDone={() => {
                done();
                rules.discard();
                rules.reload();
              }}
            />
          )
        }
      </OrderModal>
    </div>
  );
}
