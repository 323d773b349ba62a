import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { PersonSelect } from '#renderer/ui/person-select.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import type { ServerOrder } from '#renderer/ui/use-server-order.ts';
import type { ReassignRequest } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { useSentences } from './use-sentences.ts';

interface Props {
  order: ServerOrder;
  count: number;
  onClear: () => void;
  /** Resolves with whether it was carried out. */
  onMove: (wish: Omit<ReassignRequest, 'customerIds'>) => Promise<boolean>;
}

const NOBODY = 'nobody';
const empty = { managerId: '', branchId: '', reason: '' };

/** To whom the chosen customers go, and why. */
export function ReassignForm({ order, count, onClear, onMove }: Props) {
  const { t } = useTranslation('admin');
  const user = useUser();
  const { branches, branchName } = useDirectory();
  const sentences = useSentences('reassign');
  const [draft, change, clear] = useKeptDraft('reassign', empty);
  const [asked, setAsked] = useState(false);
  const ofIt = user.role === 'it_admin';
  const { managerId, branchId } = draft;
  const reason = draft.reason.trim();
  const missing = { target: managerId === '' && branchId === '', reason: reason === '', files: count === 0 };
  const nobody = useMemo(() => [{ value: NOBODY, label: t('reassign.nobody') }], [t]);

  const submit = async () => {
    setAsked(true);
    if (missing.target || missing.reason || missing.files) return;
    const wish = {
      ...(managerId !== '' && { managerId: managerId === NOBODY ? null : managerId }),
      ...(branchId !== '' && { branchId }),
      reason,
    };
    if (!(await onMove(wish))) return;
    setAsked(false);
    clear();
  };

  return (
    <OrderForm
      order={order}
      submit={count === 0 ? t('reassign.submitNone') : t('reassign.submit', { count })}
      sentences={sentences}
      onSubmit={submit}
    >
      <p className={styles.chosen} data-missing={(asked && missing.files) || undefined} role="status">
        {t('reassign.chosen', { count })}
        {count > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={onClear}>
            {t('reassign.clear')}
          </Button>
        )}
      </p>
      <div className={styles.fields}>
        <PersonSelect
          label={t('reassign.to')}
          roles={['relationship_manager']}
          branchId={ofIt ? branchId || undefined : user.branchId}
          extra={nobody}
          value={managerId}
          onChange={(id) => change({ managerId: id })}
          clearable
          error={asked && missing.target && t(ofIt ? 'reassign.targetMissingIt' : 'reassign.targetMissing')}
        />
        {ofIt && (
          <NativeSelect
            label={t('reassign.branch')}
            value={branchId}
            onChange={(event) => change({ branchId: event.currentTarget.value })}
            data={[
              { value: '', label: t('reassign.sameBranch') },
              ...branches
                .filter(({ level, closed }) => level === 'branch' && closed !== true)
                .map(({ id, name }) => ({ value: id, label: branchName(id) ?? name })),
            ]}
          />
        )}
        <ReasonField
          value={draft.reason}
          onChange={(typed) => change({ reason: typed })}
          missing={asked && missing.reason}
          hint={t('reassign.reasonHint')}
        />
      </div>
    </OrderForm>
  );
}
