import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useRecordUnmask } from '#renderer/ui/use-record-unmask.ts';
import { useFile } from './file-context.tsx';
import styles from './profile.module.css';
import { visibleFields } from './profile-fields.ts';
import { ProfileForm } from './profile-form.tsx';
import { ProfileView } from './profile-view.tsx';

export interface ProfilePanelProps {
  editing: boolean;
  focusKey: number;
  onEdit: () => void;
  onClose: () => void;
}

/** The profile for reading, and in the same place for editing. */
export function ProfilePanel({ editing, focusKey, onEdit, onClose }: ProfilePanelProps) {
  const { t } = useTranslation('customers');
  const { customer } = useFile();
  const rights = useRights();
  const fields = useMemo(() => visibleFields(rights, customer.kind), [rights, customer.kind]);
  const mayEdit = fields.some((field) => field.writable);
  const mayAsk = fields.some((field) => field.byRequest);
  const editRef = useRef<HTMLButtonElement>(null);
  const recorded = useRecordedEditing(customer.id, editing, onClose);
  const wasEditing = useRef(editing);
  useEffect(() => {
    // Saved or given up: the focus goes back to where editing begins, not to the top of the page.
    if (wasEditing.current && !editing) editRef.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing && !recorded) return <LoadingRows rows={8} />;
  if (editing) return <ProfileForm fields={fields} focusKey={focusKey} onClose={onClose} />;
  return (
    <>
      {mayEdit && (
        <div className={styles.bar}>
          <span>{t(mayAsk ? 'profile.masterHintAsk' : 'profile.masterHint')}</span>
          <Button
            ref={editRef}
            variant="default"
            leftSection={<IconPencil size={14} stroke={1.7} />}
            rightSection={<KeyHint shortcut="E" decorative />}
            onClick={onEdit}
          >
            {t('profile.edit')}
          </Button>
        </div>
      )}
      <ProfileView fields={fields} />
    </>
  );
}

/** A form shows in full what the profile masks: that it was opened is recorded first, or it does not open. */
function useRecordedEditing(customerId: string, editing: boolean, onClose: () => void): boolean {
  const recordUnmask = useRecordUnmask();
  const [recorded, setRecorded] = useState(false);
  const begin = useEffectEvent(() => recordUnmask([customerId]));
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!editing) return;
    let current = true;
    void begin().then((durable) => {
      if (!current) return;
      if (durable) setRecorded(true);
      else close();
    });
    return () => {
      current = false;
      setRecorded(false);
    };
  }, [editing]);
  return recorded;
}
