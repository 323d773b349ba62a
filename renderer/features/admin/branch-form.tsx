import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type Branch, branchLevel } from '#shared/model/reference.ts';
import { type BranchState, done } from '#shared/protocol/organisation.ts';
import styles from './admin.module.css';
import { parentsFor } from './branch-tree.ts';
import { ChangeReason } from './change-reason.tsx';
import { NamedFields } from './named-fields.tsx';
import { useOrganisationSentences } from './use-organisation-sentences.ts';

interface Props {
  /** The unit to change; absent for a new one. */
  branch?: Branch | undefined;
  /** What is in it. */
  inside?: BranchState | undefined;
  onCancel: () => void;
  onDone: () => void;
}

/** A unit of the tree: a new one, or another name, place or end of one that is there. */
export function BranchForm({ branch, inside, onCancel, onDone }: Props) {
  const { t } = useTranslation(['organisation', 'model']);
  const { branches, branchName } = useDirectory();
  const order = useServerOrder();
  const sentences = useOrganisationSentences('branch');
  const [asked, setAsked] = useState(false);
  const [id] = useState(() => branch?.id ?? crypto.randomUUID());
  const [draft, change, clear] = useKeptDraft(`unit ${branch?.id ?? 'new'}`, {
    code: branch?.code ?? '',
    name: branch?.name ?? '',
    nameEn: branch?.nameEn ?? '',
    level: branch?.level ?? ('branch' as Branch['level']),
    parentId: branch?.parentId ?? '',
    closed: branch?.closed ?? false,
    reason: '',
  });
  const name = draft.name.trim();
  const nameEn = draft.nameEn.trim();
  const code = draft.code.trim();
  const reason = draft.reason.trim();
  const parents = parentsFor(draft.level, branches).filter((one) => one.id !== branch?.id);
  const needsParent = draft.level !== 'head_office';
  const missingParent = needsParent && !parents.some((one) => one.id === draft.parentId);
  const parentId = needsParent ? draft.parentId : '';
  const full = inside !== undefined && inside.people + inside.customers + inside.branches > 0;
  const changes = branch && {
    ...(name !== branch.name && { name }),
    ...(nameEn !== branch.nameEn && { nameEn }),
    ...(parentId !== (branch.parentId ?? '') && { parentId: parentId === '' ? null : parentId }),
    ...(draft.closed !== (branch.closed ?? false) && { closed: draft.closed }),
  };
  const unchanged = changes !== undefined && Object.keys(changes).length === 0;

  const submit = async () => {
    setAsked(true);
    const moved = changes === undefined || 'parentId' in changes || changes.closed === false;
    if (name === '' || nameEn === '' || code === '' || reason === '' || unchanged) return;
    if (moved && missingParent) return;
    const answer =
      changes === undefined
        ? await order.give(
            '/admin/branches',
            { id, code, name, nameEn, level: draft.level, ...(parentId !== '' && { parentId }), reason },
            done,
          )
        : await order.give(`/admin/branches/${id}`, { ...changes, reason }, done);
    if (answer === undefined) return;
    clear();
    onDone();
  };
  return (
    <OrderForm
      order={order}
      submit={t(branch === undefined ? 'organisation:branch.create' : 'organisation:branch.submit')}
      danger={draft.closed && branch?.closed !== true}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        {branch === undefined && (
          <div className={styles.pair}>
            <TextInput
              label={t('organisation:branch.code')}
              required
              data-autofocus
              maxLength={24}
              value={draft.code}
              onChange={(event) => change({ code: event.currentTarget.value })}
              error={asked && code === '' && t('organisation:missing')}
            />
            <NativeSelect
              label={t('organisation:branch.level')}
              value={draft.level}
              onChange={(event) =>
                change({ level: branchLevel.parse(event.currentTarget.value), parentId: '' })
              }
              data={branchLevel.options.map((level) => ({
                value: level,
                label: t(`model:branchLevel.${level}`),
              }))}
            />
          </div>
        )}
        <NamedFields
          labels={{ name: t('organisation:branch.name'), nameEn: t('organisation:branch.nameEn') }}
          value={draft}
          onChange={change}
          max={80}
          asked={asked}
          autoFocus={branch !== undefined}
        />
        <NativeSelect
          label={t('organisation:branch.parent')}
          required={needsParent}
          disabled={!needsParent}
          value={parentId}
          onChange={(event) => change({ parentId: event.currentTarget.value })}
          data={[
            { value: '', label: needsParent ? '' : t('organisation:branch.noParent') },
            ...parents.map((one) => ({ value: one.id, label: branchName(one.id) ?? one.name })),
          ]}
          error={asked && missingParent && changes === undefined && t('organisation:missing')}
        />
        {branch !== undefined && (
          <Checkbox
            size="xs"
            label={t('organisation:branch.close')}
            {...(full &&
              branch.closed !== true && { description: t('organisation:branch.notEmpty', inside) })}
            disabled={full && branch.closed !== true}
            checked={draft.closed}
            onChange={(event) => change({ closed: event.currentTarget.checked })}
          />
        )}
        <ChangeReason
          value={draft.reason}
          onChange={(typed) => change({ reason: typed })}
          asked={asked}
          unchanged={unchanged ? t('organisation:branch.unchanged') : undefined}
        />
      </div>
    </OrderForm>
  );
}
