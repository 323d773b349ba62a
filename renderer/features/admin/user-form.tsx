import { Alert, Checkbox, MultiSelect, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { mayAssign } from '#shared/access/assignment.ts';
import { type RoleName, roleName } from '#shared/access/roles.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { Staff } from '#shared/model/reference.ts';
import { type UserState, userState } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { ChangeReason } from './change-reason.tsx';
import { NamedFields } from './named-fields.tsx';
import { SignInWayField } from './sign-in-way-field.tsx';
import { useSentences } from './use-sentences.ts';

interface Props {
  user: UserState;
  /** Their entry in the directory, which holds their name; absent while this device does not have it. */
  person: Staff | undefined;
  onCancel: () => void;
  onChanged: () => void;
}

/** What somebody is from now on; offers only what this administrator may give. */
export function UserForm({ user, person, onCancel, onChanged }: Props) {
  const { t } = useTranslation(['admin', 'model', 'organisation']);
  const self = useUser();
  const { branches, branchName } = useDirectory();
  const order = useServerOrder();
  const sentences = useSentences('people');
  const [asked, setAsked] = useState(false);
  const [draft, change, clear] = useKeptDraft(`user ${user.id}`, {
    role: user.role,
    branchId: user.branchId,
    branches: user.branches,
    disabled: user.disabled,
    signIn: user.signIn ?? 'local',
    name: person?.name ?? '',
    nameEn: person?.nameEn ?? '',
    reason: '',
  });
  const roles = roleName.options.filter((role) => mayAssign(self, user, { role }));
  const places = branches.filter(
    ({ id, closed }) => (closed !== true || id === user.branchId) && mayAssign(self, user, { branchId: id }),
  );
  const also = draft.branches.filter((id) => id !== draft.branchId).sort();
  const renames = person !== undefined && mayAssign(self, user, { name: person.name });
  const name = draft.name.trim();
  const nameEn = draft.nameEn.trim();
  const nameless = renames && (name === '' || nameEn === '');
  const scope = {
    ...(draft.role !== user.role && { role: draft.role }),
    ...(draft.branchId !== user.branchId && { branchId: draft.branchId }),
    ...(!sameJson(also, user.branches) && { branches: also }),
    ...(draft.disabled !== user.disabled && { disabled: draft.disabled }),
  };
  const next = {
    ...scope,
    ...(renames && name !== person.name && { name }),
    ...(renames && nameEn !== person.nameEn && { nameEn }),
    ...(draft.signIn !== (user.signIn ?? 'local') && { signIn: draft.signIn }),
  };
  const unchanged = Object.keys(next).length === 0;
  const reason = draft.reason.trim();

  const submit = async () => {
    setAsked(true);
    if (unchanged || nameless || reason === '') return;
    const state = await order.give(`/admin/users/${user.id}`, { ...next, reason }, userState);
    if (state === undefined) return;
    clear();
    onChanged();
  };
  return (
    <OrderForm
      order={order}
      submit={t('admin:people.submit')}
      danger={draft.disabled && !user.disabled}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        {renames && (
          <NamedFields
            labels={{ name: t('organisation:person.name'), nameEn: t('organisation:person.nameEn') }}
            value={draft}
            onChange={change}
            max={60}
            asked={asked}
          />
        )}
        <NativeSelect
          label={t('admin:people.role')}
          // What is changed by far the most often; the name stands above it as in the form that enters somebody.
          data-autofocus
          value={draft.role}
          onChange={(event) => change({ role: event.currentTarget.value as RoleName })}
          data={roles.map((role) => ({ value: role, label: t(`model:role.${role}`) }))}
        />
        {places.length > 1 && (
          <NativeSelect
            label={t('admin:people.branch')}
            value={draft.branchId}
            onChange={(event) => change({ branchId: event.currentTarget.value })}
            data={places.map(({ id, name }) => ({ value: id, label: branchName(id) ?? name }))}
          />
        )}
        {mayAssign(self, user, { branches: [] }) && (
          <MultiSelect
            label={t('admin:people.branches')}
            description={t('admin:people.branchesHint')}
            searchable
            hidePickedOptions
            value={also}
            onChange={(ids) => change({ branches: ids })}
            data={branches
              .filter(
                ({ id, level, closed }) => level === 'branch' && closed !== true && id !== draft.branchId,
              )
              .map(({ id, name }) => ({ value: id, label: branchName(id) ?? name }))}
          />
        )}
        {mayAssign(self, user, { signIn: 'provider' }) && (
          <SignInWayField value={draft.signIn} onChange={(signIn) => change({ signIn })} />
        )}
        <Checkbox
          size="xs"
          label={t('admin:people.closed')}
          checked={draft.disabled}
          onChange={(event) => change({ disabled: event.currentTarget.checked })}
        />
        {Object.keys(scope).length > 0 && (
          <Alert color="yellow" variant="light">
            {t(draft.disabled && !user.disabled ? 'admin:people.effectDisabled' : 'admin:people.effect')}
          </Alert>
        )}
        {next.signIn !== undefined && (
          <Alert color="yellow" variant="light">
            {t(`organisation:person.wayEffect.${next.signIn}`)}
          </Alert>
        )}
        <ChangeReason
          value={draft.reason}
          onChange={(typed) => change({ reason: typed })}
          asked={asked}
          unchanged={unchanged ? t('admin:people.unchanged') : undefined}
        />
      </div>
    </OrderForm>
  );
}
