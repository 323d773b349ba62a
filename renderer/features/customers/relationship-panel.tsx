import { Button, SegmentedControl } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import { ExposureSummary } from './exposure-summary.tsx';
import { useFile } from './file-context.tsx';
import styles from './group.module.css';
import { GroupGraph } from './group-graph.tsx';
import { GroupText } from './group-text.tsx';
import { RelationshipForm } from './relationship-form.tsx';
import { RelationshipList } from './relationship-list.tsx';
import { useGroup } from './use-group.ts';

/** Whom the customer is related to: the people of a company first, as a list or as a graph with what all of them owe. */
export function RelationshipPanel({ relationships }: { relationships: readonly Relationship[] }) {
  const { t } = useTranslation(['customers', 'file']);
  const { customer, user } = useFile();
  const [adding, setAdding] = useKeptState(`relationship ${customer.id}`, 0);
  const [view, setView] = useKeptState<'list' | 'graph'>(`relationship view ${customer.id}`, 'list');
  const addRef = useRef<HTMLButtonElement>(null);
  const known = useGroup(relationships);
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
  const contacts = relationships.filter(({ kind }) => kind === 'contact_person');
  const others = relationships.filter(({ kind }) => kind !== 'contact_person');
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl
          aria-label={t('file:group.view')}
          value={view}
          onChange={(value) => setView(value === 'graph' ? 'graph' : 'list')}
          data={[
            { value: 'list', label: t('file:group.list') },
            { value: 'graph', label: t('file:group.graph') },
          ]}
        />
        {relationships.length > 0 && <ExposureSummary known={known} />}
        {mayAdd && (
          <div className={styles.actions}>
            <Button
              ref={addRef}
              variant="default"
              leftSection={<IconUserPlus size={14} stroke={1.7} />}
              onClick={() => setAdding(1)}
            >
              {t(customer.kind === 'corporate' ? 'file:group.addContact' : 'relationship.add')}
            </Button>
          </div>
        )}
      </div>
      {view === 'graph' ? (
        relationships.length === 0 ? (
          <EmptyState title={t('file:group.none')} description={t('relationship.noneHint')} />
        ) : (
          <>
            <GroupGraph known={known} name={customer.name} />
            <GroupText known={known} />
          </>
        )
      ) : (
        <>
          {customer.kind === 'corporate' && (
            <RelationshipList
              title={t('file:group.contacts')}
              relationships={contacts}
              here={known.here}
              none={t('file:group.contactsNone')}
            />
          )}
          {(others.length > 0 || customer.kind === 'retail') && (
            <RelationshipList
              title={customer.kind === 'corporate' ? t('file:group.others') : undefined}
              relationships={customer.kind === 'corporate' ? others : relationships}
              here={known.here}
              none={t('relationship.none')}
            />
          )}
        </>
      )}
    </>
  );
}
