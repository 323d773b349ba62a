import { Badge, Button, Checkbox, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { type RowColumn, VirtualRows } from '#renderer/ui/virtual-rows.tsx';
import { wordListOf } from '#shared/model/word-lists.ts';
import styles from './admin.module.css';
import { EntryForm } from './entry-form.tsx';
import { type Entry, PRODUCTS, useDictionaries } from './use-dictionaries.ts';
import { useListName } from './use-list-name.ts';

/** The lists that forms offer, from this device; what is changed on the server comes back by the feed. */
export function DictionarySection() {
  const { t } = useTranslation(['organisation', 'admin', 'model']);
  const { loading, lists, nameOf } = useDictionaries();
  const listName = useListName();
  const [list, setList] = useState(PRODUCTS);
  const [withRetired, setWithRetired] = useState(false);
  const [changing, setChanging] = useState<Entry | 'new' | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const all = lists.get(list) ?? [];
  const rows = all.filter(({ retired }) => withRetired || retired !== true);
  const last = Math.max(-1, ...all.map((entry) => (entry.kind === 'dictionary' ? entry.order : -1))) + 1;
  const entry = changing === 'new' || changing === null ? undefined : changing;

  const columns: readonly RowColumn[] = [
    { id: 'code', heading: t('organisation:dictionary.code'), width: '170px' },
    { id: 'name', heading: t('organisation:dictionary.name') },
    { id: 'nameEn', heading: t('organisation:dictionary.nameEn') },
    {
      id: 'place',
      heading: t(list === PRODUCTS ? 'organisation:dictionary.kind' : 'organisation:dictionary.order'),
      width: '130px',
      ...(list !== PRODUCTS && { number: true }),
    },
    { id: 'state', heading: t('organisation:dictionary.state'), width: '110px' },
    { id: 'act', heading: t('admin:action'), width: '130px' },
  ];
  const cells = (row: Entry) => [
    row.code,
    row.name,
    row.nameEn,
    row.kind === 'product' ? t(`model:holdingKind.${row.holdingKind}`) : row.order,
    row.kind === 'dictionary' && row.unset === true ? (
      t('organisation:dictionary.unset')
    ) : row.retired === true ? (
      <Badge key="state" color="gray">
        {t('organisation:dictionary.retired')}
      </Badge>
    ) : (
      t('organisation:dictionary.active')
    ),
    <Button
      key="act"
      variant="subtle"
      size="compact-sm"
      aria-label={t('organisation:dictionary.changeOf', { name: nameOf(row) })}
      onClick={() => setChanging(row)}
    >
      {t('organisation:dictionary.change')}
    </Button>,
  ];
  return (
    <>
      <Panel
        title={listName(list)}
        count={loading ? undefined : rows.length}
        actions={
          <div className={styles.actions}>
            <Checkbox
              size="xs"
              label={t('organisation:dictionary.showRetired')}
              checked={withRetired}
              onChange={(event) => setWithRetired(event.currentTarget.checked)}
            />
            <NativeSelect
              aria-label={t('organisation:dictionary.choose')}
              value={list}
              onChange={(event) => setList(event.currentTarget.value)}
              data={[...lists.keys()].map((key) => ({ value: key, label: listName(key) }))}
            />
            {wordListOf(list) === undefined && (
              <Button ref={add} onClick={() => setChanging('new')}>
                {t('organisation:dictionary.add')}
              </Button>
            )}
          </div>
        }
      >
        {wordListOf(list) !== undefined && (
          <p className={styles.note}>{t('organisation:dictionary.words')}</p>
        )}
        {loading && <LoadingRows rows={8} />}
        {!loading && rows.length === 0 && (
          <EmptyState
            title={t('organisation:dictionary.none')}
            description={t('organisation:dictionary.noneHint')}
          />
        )}
        {rows.length > 0 && (
          <VirtualRows
            label={listName(list)}
            height="calc(100vh - 232px)"
            columns={columns}
            rows={rows}
            keyOf={(row) => row.id}
            cells={cells}
          />
        )}
      </Panel>
      <OrderModal
        opened={changing !== null}
        title={
          entry === undefined
            ? t('organisation:dictionary.addTitle', { list: listName(list) })
            : t('organisation:dictionary.changeOf', { name: nameOf(entry) })
        }
        focusAfter={add}
        onClose={() => setChanging(null)}
      >
        {({ cancel, done }) => (
          <EntryForm list={list} entry={entry} last={last} onCancel={cancel} onDone={done} />
        )}
      </OrderModal>
    </>
  );
}
