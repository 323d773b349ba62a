import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { PersonSelect } from '#renderer/ui/person-select.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { replicatingRoles } from '#shared/access/roles.ts';
import { cover } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import type { AdminFile } from './admin-file.ts';
import { coverTimes } from './cover-times.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { useSentences } from './use-sentences.ts';

interface Props {
  /** Whose file it is about, where somebody came from it. */
  customer: AdminFile | null;
  onCancel: () => void;
  onGranted: () => void;
}

const kinds = ['portfolio', 'file'] as const;

/** Lets somebody work on one file, or on a colleague's whole portfolio, for some days. */
export function GrantCoverForm({ customer, onCancel, onGranted }: Props) {
  const { t } = useTranslation(['admin', 'customers']);
  const user = useUser();
  const today = useToday();
  const order = useServerOrder();
  const sentences = useSentences('covers');
  const [asked, setAsked] = useState(false);
  const [draft, change, clear] = useKeptDraft('cover', {
    kind: (customer === null ? 'portfolio' : 'file') as (typeof kinds)[number],
    file: customer,
    managerId: '',
    userId: '',
    from: today,
    until: '',
    reason: '',
  });
  const { kind, file, managerId, userId } = draft;
  const branchId = user.role === 'it_admin' ? undefined : user.branchId;
  const times = coverTimes(parseTypedDate(draft.from, today), parseTypedDate(draft.until, today), today);
  const reason = draft.reason.trim();
  const missing = {
    user: userId === '',
    what: kind === 'file' ? file === null : managerId === '',
    reason: reason === '',
  };
  const timeError = (...problems: (typeof times.problem)[]) =>
    asked && times.problem !== null && problems.includes(times.problem)
      ? t(`admin:cover.problem.${times.problem}`)
      : undefined;

  const submit = async () => {
    setAsked(true);
    if (missing.user || missing.what || missing.reason || times.problem !== null) return;
    const { problem: _, ...span } = times;
    const what = kind === 'file' && file !== null ? { customerId: file.id } : { managerId };
    const granted = await order.give('/admin/covers', { userId, ...what, ...span, reason }, cover);
    if (granted === undefined) return;
    clear();
    onGranted();
  };

  return (
    <OrderForm
      order={order}
      submit={t('admin:cover.grantNow')}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        <SegmentedControl
          aria-label={t('admin:cover.what')}
          value={kind}
          onChange={(value) => change({ kind: value })}
          data={kinds.map((value) => ({ value, label: t(`admin:cover.kind.${value}`) }))}
        />
        {kind === 'file' ? (
          <CustomerPicker
            label={t('admin:cover.file')}
            value={file}
            onChange={(next) => change({ file: next })}
            error={asked && missing.what && t('admin:choose')}
            autoFocus
          />
        ) : (
          <PersonSelect
            label={t('admin:cover.portfolio')}
            required
            roles={['relationship_manager']}
            branchId={branchId}
            except={[userId]}
            value={managerId}
            onChange={(id) => change({ managerId: id })}
            error={asked && missing.what && t('admin:choose')}
            autoFocus
          />
        )}
        <PersonSelect
          label={t('admin:cover.to')}
          required
          roles={replicatingRoles}
          branchId={branchId}
          except={kind === 'portfolio' ? [managerId] : []}
          value={userId}
          onChange={(id) => change({ userId: id })}
          error={asked && missing.user && t('admin:choose')}
        />
        <div className={styles.pair}>
          <DateField
            label={t('admin:cover.from')}
            value={draft.from}
            onChange={(from) => change({ from })}
            hint={t('customers:date.hint')}
            calendarLabel={t('customers:date.open', { label: t('admin:cover.from') })}
            error={timeError('from')}
            withAsterisk
          />
          <DateField
            label={t('admin:cover.until')}
            value={draft.until}
            onChange={(until) => change({ until })}
            hint={t('customers:date.hint')}
            calendarLabel={t('customers:date.open', { label: t('admin:cover.until') })}
            error={timeError('until', 'order', 'tooLong')}
            withAsterisk
          />
        </div>
        <ReasonField
          value={draft.reason}
          onChange={(typed) => change({ reason: typed })}
          missing={asked && missing.reason}
          hint={t('admin:cover.reasonHint')}
        />
      </div>
    </OrderForm>
  );
}
