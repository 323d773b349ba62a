import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { useKeptDraft } from '#renderer/ui/use-keep.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { holdingCategory, holdingKind } from '#shared/model/holding.ts';
import { wordListOf } from '#shared/model/word-lists.ts';
import { done } from '#shared/protocol/organisation.ts';
import styles from './admin.module.css';
import { ChangeReason } from './change-reason.tsx';
import { NamedFields } from './named-fields.tsx';
import { type Entry, PRODUCTS } from './use-dictionaries.ts';
import { useOrganisationSentences } from './use-organisation-sentences.ts';

interface Props {
  list: string;
  /** The entry to change; absent for a new one. */
  entry?: Entry | undefined;
  /** Where a new one stands. */
  last: number;
  onCancel: () => void;
  onDone: () => void;
}

/** An entry of a list, or a product: a new one, or another name, place or end of one that is there. */
export function EntryForm({ list, entry, last, onCancel, onDone }: Props) {
  const { t } = useTranslation(['organisation', 'model']);
  const order = useServerOrder();
  const sentences = useOrganisationSentences('dictionary');
  const [asked, setAsked] = useState(false);
  const unset = entry?.kind === 'dictionary' && entry.unset === true;
  const [id] = useState(() => (entry === undefined || unset ? crypto.randomUUID() : entry.id));
  const product = list === PRODUCTS;
  const began = {
    code: entry?.code ?? '',
    name: entry?.name ?? '',
    nameEn: entry?.nameEn ?? '',
    order: String(entry?.kind === 'dictionary' ? entry.order : last),
    category: 'asset' as (typeof holdingCategory.options)[number],
    holdingKind: 'demand' as (typeof holdingKind.options)[number],
    rate: '',
    retired: entry?.retired ?? false,
    reason: '',
  };
  const [draft, change, clear] = useKeptDraft(`entry ${entry?.id ?? list}`, began);
  const code = draft.code.trim();
  const names = { name: draft.name.trim(), nameEn: draft.nameEn.trim() };
  const reason = draft.reason.trim();
  const place = Number(draft.order);
  const wrongPlace = !/^\d{1,4}$/.test(draft.order.trim());
  const wrongRate = draft.rate.trim() !== '' && !/^-?\d{1,5}$/.test(draft.rate.trim());
  const changes = entry && {
    ...(names.name !== entry.name && { name: names.name }),
    ...(names.nameEn !== entry.nameEn && { nameEn: names.nameEn }),
    ...(entry.kind === 'dictionary' && place !== entry.order && { order: place }),
    ...(draft.retired !== (entry.retired ?? false) && { retired: draft.retired }),
  };
  const unchanged = changes !== undefined && Object.keys(changes).length === 0;

  const submit = async () => {
    setAsked(true);
    if (code === '' || names.name === '' || names.nameEn === '' || reason === '' || unchanged) return;
    if (product ? wrongRate : wrongPlace) return;
    const rate = draft.rate.trim() === '' ? {} : { rateBasisPoints: Number(draft.rate) };
    const { category } = draft;
    const what = product
      ? { kind: 'product', category, holdingKind: draft.holdingKind, ...rate }
      : { kind: 'dictionary', list, order: place, ...(unset && draft.retired && { retired: true }) };
    const answer =
      changes === undefined || unset
        ? await order.give('/admin/dictionaries', { id, code, ...names, ...what, reason }, done)
        : await order.give(`/admin/dictionaries/${id}`, { ...changes, reason }, done);
    if (answer === undefined) return;
    clear();
    onDone();
  };
  return (
    <OrderForm
      order={order}
      submit={t(entry === undefined ? 'organisation:dictionary.create' : 'organisation:dictionary.submit')}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        {entry === undefined && (
          <TextInput
            label={t('organisation:dictionary.code')}
            required
            data-autofocus
            maxLength={product ? 24 : 40}
            value={draft.code}
            onChange={(event) => change({ code: event.currentTarget.value })}
            error={asked && code === '' && t('organisation:missing')}
          />
        )}
        <NamedFields
          labels={{ name: t('organisation:dictionary.name'), nameEn: t('organisation:dictionary.nameEn') }}
          value={draft}
          onChange={change}
          max={80}
          asked={asked}
          autoFocus={entry !== undefined}
        />
        {!product && (
          <TextInput
            label={t('organisation:dictionary.order')}
            inputMode="numeric"
            maxLength={4}
            value={draft.order}
            onChange={(event) => change({ order: event.currentTarget.value })}
            error={asked && wrongPlace && t('organisation:dictionary.wrongNumber')}
          />
        )}
        {product && entry === undefined && (
          <>
            <div className={styles.pair}>
              <NativeSelect
                label={t('organisation:dictionary.category')}
                value={draft.category}
                onChange={(event) => change({ category: holdingCategory.parse(event.currentTarget.value) })}
                data={holdingCategory.options.map((value) => ({
                  value,
                  label: t(`model:holdingCategory.${value}`),
                }))}
              />
              <NativeSelect
                label={t('organisation:dictionary.kind')}
                value={draft.holdingKind}
                onChange={(event) => change({ holdingKind: holdingKind.parse(event.currentTarget.value) })}
                data={holdingKind.options.map((value) => ({ value, label: t(`model:holdingKind.${value}`) }))}
              />
            </div>
            <TextInput
              label={t('organisation:dictionary.rate')}
              maxLength={6}
              value={draft.rate}
              onChange={(event) => change({ rate: event.currentTarget.value })}
              error={asked && wrongRate && t('organisation:dictionary.wrongNumber')}
            />
          </>
        )}
        {entry !== undefined && wordListOf(list)?.chosen !== false && (
          <Checkbox
            size="xs"
            label={t('organisation:dictionary.retire')}
            checked={draft.retired}
            onChange={(event) => change({ retired: event.currentTarget.checked })}
          />
        )}
        <ChangeReason
          value={draft.reason}
          onChange={(typed) => change({ reason: typed })}
          asked={asked}
          unchanged={unchanged ? t('organisation:dictionary.unchanged') : undefined}
        />
      </div>
    </OrderForm>
  );
}
