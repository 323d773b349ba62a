import { ActionIcon, Anchor } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { writableFieldsOf } from '#shared/access/ability.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import { documentState } from './field-states.ts';
import { useFile } from './file-context.tsx';
import styles from './relationship.module.css';
import { RelationshipForm } from './relationship-form.tsx';
import { SensitiveValue } from './sensitive-value.tsx';

/** One side of a relationship; it leads to the other file where this device holds it. */
export function RelationshipRow({
  relationship,
  onDevice,
}: {
  relationship: Relationship;
  onDevice: boolean;
}) {
  const { t } = useTranslation(['customers', 'file', 'model']);
  const format = useFormat();
  const { outbox } = useFile();
  const rights = useRights();
  const [editing, setEditing] = useKeptState(`edit relationship ${relationship.id}`, 0);
  const editRef = useRef<HTMLButtonElement>(null);
  const { kind, relatedName, relatedCustomerId, title, mobile, shareBasisPoints } = relationship;
  const state = documentState(outbox, relationship.id);
  const share =
    shareBasisPoints === undefined
      ? undefined
      : t('relationship.shareOf', { share: format.percent(shareBasisPoints) });
  const details = [title, share];
  if (editing > 0)
    return (
      <li>
        <RelationshipForm
          existing={relationship}
          focusKey={editing}
          onClose={() => {
            setEditing(0);
            requestAnimationFrame(() => editRef.current?.focus());
          }}
        />
      </li>
    );
  return (
    <li className={styles.row}>
      <span className={styles.kind}>{t(`model:relationshipKind.${kind}`)}</span>
      <span className={styles.name}>
        {onDevice && relatedCustomerId !== undefined ? (
          <Anchor
            component={Link}
            to={`/customers/${relatedCustomerId}`}
            size="sm"
            title={t('relationship.open', { name: relatedName })}
          >
            {relatedName}
          </Anchor>
        ) : (
          relatedName
        )}
        {relatedCustomerId !== undefined && !onDevice && (
          <span className={styles.quiet}>{t('relationship.notHere')}</span>
        )}
        {state !== undefined && <SaveState state={state} />}
      </span>
      <span className={styles.quiet}>{details.filter(Boolean).join(' · ')}</span>
      <span className={styles.phone}>
        {mobile !== undefined && <SensitiveValue value={mobile} as="phone" field="relationships.mobile" />}
      </span>
      {writableFieldsOf(rights, 'relationships').length > 0 && (
        <ActionIcon
          ref={editRef}
          aria-label={t('file:group.edit', { name: relatedName })}
          onClick={() => setEditing(1)}
        >
          <IconPencil size={14} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  );
}
