import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
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
  const { customer, user } = useFile();
  const fields = useMemo(() => visibleFields(user.role, customer.kind), [user.role, customer.kind]);
  const mayEdit = fields.some((field) => field.writable);
  const mayAsk = fields.some((field) => field.byRequest);
  const editRef = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(editing);
  useEffect(() => {
    // Saved or given up: the focus goes back to where editing begins, not to the top of the page.
    if (wasEditing.current && !editing) editRef.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

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
