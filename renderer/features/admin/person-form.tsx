import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type RoleName, roleName } from '#shared/access/roles.ts';
import type { SignInWay } from '#shared/access/sign-in-way.ts';
import { type EnteredPerson, enteredPerson, username as usernameShape } from '#shared/protocol/people.ts';
import styles from './admin.module.css';
import { NamedFields } from './named-fields.tsx';
import { SignInWayField } from './sign-in-way-field.tsx';
import { useOrganisationSentences } from './use-organisation-sentences.ts';

interface Props {
  onCancel: () => void;
  onEntered: (person: EnteredPerson) => void;
}

/** Enters somebody who starts at the bank. */
export function PersonForm({ onCancel, onEntered }: Props) {
  const { t } = useTranslation(['organisation', 'model']);
  const { branches, branchName } = useDirectory();
  const order = useServerOrder();
  const sentences = useOrganisationSentences('person');
  const [asked, setAsked] = useState(false);
  // With the form, so that what is sent twice enters one person.
  const [id] = useState(() => crypto.randomUUID());
  const places = branches.filter(({ closed }) => closed !== true);
  const [draft, change, clear] = useKeptDraft('new person', {
    username: '',
    code: '',
    name: '',
    nameEn: '',
    role: 'teller' as RoleName,
    branchId: '',
    signIn: 'local' as SignInWay,
    reason: '',
  });
  const username = draft.username.trim().toLowerCase();
  const typed = {
    id,
    username,
    code: draft.code.trim(),
    name: draft.name.trim(),
    nameEn: draft.nameEn.trim(),
    role: draft.role,
    branchId: draft.branchId,
    signIn: draft.signIn,
    reason: draft.reason.trim(),
  };
  const wrongName = !usernameShape.safeParse(username).success;

  const submit = async () => {
    setAsked(true);
    if (wrongName || Object.values(typed).includes('')) return;
    const answer = await order.give('/admin/people', typed, enteredPerson);
    if (answer === undefined) return;
    clear();
    onEntered(answer);
  };
  return (
    <OrderForm
      order={order}
      submit={t('organisation:person.submit')}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        <div className={styles.pair}>
          <TextInput
            label={t('organisation:person.username')}
            required
            data-autofocus
            maxLength={40}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={draft.username}
            onChange={(event) => change({ username: event.currentTarget.value })}
            error={asked && wrongName && t('organisation:person.usernameHint')}
          />
          <TextInput
            label={t('organisation:person.code')}
            required
            maxLength={40}
            value={draft.code}
            onChange={(event) => change({ code: event.currentTarget.value })}
            error={asked && typed.code === '' && t('organisation:missing')}
          />
        </div>
        <NamedFields
          labels={{ name: t('organisation:person.name'), nameEn: t('organisation:person.nameEn') }}
          value={draft}
          onChange={change}
          max={60}
          asked={asked}
        />
        <div className={styles.pair}>
          <NativeSelect
            label={t('organisation:person.role')}
            value={draft.role}
            onChange={(event) => change({ role: event.currentTarget.value as RoleName })}
            data={roleName.options.map((role) => ({ value: role, label: t(`model:role.${role}`) }))}
          />
          <NativeSelect
            label={t('organisation:person.branch')}
            required
            value={draft.branchId}
            onChange={(event) => change({ branchId: event.currentTarget.value })}
            data={[
              { value: '', label: '' },
              ...places.map((place) => ({ value: place.id, label: branchName(place.id) ?? place.name })),
            ]}
            error={asked && draft.branchId === '' && t('organisation:missing')}
          />
        </div>
        <SignInWayField value={draft.signIn} onChange={(signIn) => change({ signIn })} />
        <ReasonField
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          missing={asked && typed.reason === ''}
        />
      </div>
    </OrderForm>
  );
}
