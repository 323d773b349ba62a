import { notifications } from '@mantine/notifications';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import type { Staff } from '#shared/model/reference.ts';
import type { UserState } from '#shared/protocol/admin.ts';
import { type EnteredPerson, type OneTimePassword, oneTimePassword } from '#shared/protocol/people.ts';
import { ImportForm } from './import-form.tsx';
import { PasswordSlip } from './password-slip.tsx';
import { PersonForm } from './person-form.tsx';
import { ResetForm } from './reset-form.tsx';
import { UserForm } from './user-form.tsx';

export type PeopleOrder =
  | {
      readonly kind: 'change';
      readonly user: UserState;
      readonly name: string;
      readonly person: Staff | undefined;
    }
  | { readonly kind: 'reset' | 'factor'; readonly user: UserState; readonly name: string }
  | { readonly kind: 'add' | 'import' };

interface Props {
  order: PeopleOrder | null;
  focusAfter: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** Something is another now. */
  onChanged: () => void;
}

/** The dialog of whatever is done to accounts; passwords that an order made are shown in it, once. */
export function PeopleOrders({ order, focusAfter, onClose, onChanged }: Props) {
  const { t } = useTranslation(['organisation', 'admin']);
  const [slip, setSlip] = useState<readonly OneTimePassword[] | null>(null);
  const leave = () => {
    setSlip(null);
    onClose();
  };
  return (
    <OrderModal
      opened={order !== null}
      title={slip === null ? titleOf() : t('organisation:slip.title')}
      {...(order?.kind === 'import' && { size: 'xl' })}
      focusAfter={focusAfter}
      onClose={leave}
    >
      {({ cancel, done }) => {
        if (slip !== null) return <PasswordSlip passwords={slip} onClose={done} />;
        const finish = (...passwords: readonly OneTimePassword[]) => {
          onChanged();
          if (passwords.length > 0) setSlip(passwords);
          else done();
        };
        switch (order?.kind) {
          case 'change':
            return (
              <UserForm
                user={order.user}
                person={order.person}
                onCancel={cancel}
                onChanged={() => finish()}
              />
            );
          case 'add':
            return <PersonForm onCancel={cancel} onEntered={(person) => finish(...slipOf(person))} />;
          case 'import':
            return <ImportForm onCancel={cancel} onImported={(passwords) => finish(...passwords)} />;
          case 'reset':
          case 'factor':
            return (
              <ResetForm
                what={order.kind}
                userId={order.user.id}
                onCancel={cancel}
                onDone={(password) => (password === undefined ? finish() : finish(password))}
              />
            );
          default:
            return null;
        }
      }}
    </OrderModal>
  );

  /** Who signs in at the provider has no slip: it is said that they were entered. */
  function slipOf(person: EnteredPerson): OneTimePassword[] {
    const slipped = oneTimePassword.safeParse(person);
    if (slipped.success) return [slipped.data];
    notifications.show({ message: t('organisation:person.entered', { username: person.username }) });
    return [];
  }

  function titleOf(): string {
    switch (order?.kind) {
      case 'change':
        return t('admin:people.changeOf', { name: order.name });
      case 'add':
        return t('organisation:person.addTitle');
      case 'import':
        return t('organisation:import.title');
      case 'reset':
      case 'factor':
        return t(`organisation:person.${order.kind}Title`, { name: order.name });
      default:
        return '';
    }
  }
}
