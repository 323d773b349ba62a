import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { abilityOf } from '#shared/access/ability.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import { useFile } from './file-context.tsx';
import styles from './relationship.module.css';
import { RelationshipForm } from './relationship-form.tsx';
import { RelationshipRow } from './relationship-row.tsx';

export function RelationshipPanel({ relationships }: { relationships: readonly Relationship[] }) {
  const { t } = useTranslation('customers');
  const { customer, user } = useFile();
  const [adding, setAdding] = useKeptState(`relationship ${customer.id}`, 0);
  const addRef = useRef<HTMLButtonElement>(null);
  const ids = relationships.flatMap(({ relatedCustomerId: id }) => (id === undefined ? [] : [id])).sort();
  const here = useLiveQuery<'customers'>(
    ids.length === 0 ? null : { collection: 'customers', selector: { id: { $in: ids } }, limit: ids.length },
  ).documents;
  const onDevice = new Set(here.map((customer) => customer.id));
  const mayAdd = abilityOf(user.role).can('create', 'relationships');

  if (adding > 0)
    return (
      <RelationshipForm
        focusKey={adding}
        onClose={() => {
          setAdding(0);
          requestAnimationFrame(() => addRef.current?.focus());
        }}
      />
    );
  return (
    <>
      {mayAdd && (
        <div className={styles.bar}>
          <Button
            ref={addRef}
            variant="default"
            leftSection={<IconUserPlus size={14} stroke={1.7} />}
            onClick={() => setAdding(1)}
          >
            {t('relationship.add')}
          </Button>
        </div>
      )}
      {relationships.length === 0 && (
        <EmptyState title={t('relationship.none')} description={t('relationship.noneHint')} />
      )}
      <ul className={styles.list}>
        {relationships.map((one) => (
          <RelationshipRow
            key={one.id}
            relationship={one}
            onDevice={one.relatedCustomerId !== undefined && onDevice.has(one.relatedCustomerId)}
          />
        ))}
      </ul>
    </>
  );
}
