import { useTranslation } from 'react-i18next';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { useFile } from './file-context.tsx';
import styles from './profile.module.css';
import type { VisibleField } from './profile-fields.ts';
import { ProfileGroups } from './profile-groups.tsx';
import { ProfileInput } from './profile-input.tsx';
import { useProfileForm } from './use-profile-form.ts';

export interface ProfileFormProps {
  fields: readonly VisibleField[];
  focusKey: number;
  onClose: () => void;
}

export function ProfileForm({ fields, focusKey, onClose }: ProfileFormProps) {
  const { t } = useTranslation('customers');
  const { customer } = useFile();
  const save = useSave();
  const words = useModelText();
  const { form, dirty, forget, overtaken, read } = useProfileForm(fields);
  const writable = fields.filter((field) => field.writable);

  const asks = (next: FieldValues) => writable.some(({ name, byRequest }) => byRequest && name in next);

  const onSubmit = async () => {
    const { value: next } = read();
    if (next === null) return false;
    if (Object.keys(next).length > 0) {
      const about = { documentId: customer.id, customerId: customer.id };
      const saved = await save(
        [{ collection: 'customers', intent: 'customer.edit', ...about, next }],
        t(asks(next) ? 'profile.savedAndAsked' : 'profile.saved'),
      );
      if (saved === null) return false;
    }
    forget();
    onClose();
    return true;
  };

  return (
    <EntryForm
      label={t('profile.editing')}
      dirty={dirty}
      submitLabel={t('profile.save')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <ProfileGroups
        fields={writable}
        wrap={(children) => <div className={styles.inputs}>{children}</div>}
        note={(group) => group === 'bank' && <p className={styles.note}>{t('profile.requestHint')}</p>}
        field={(field) => {
          const theirs = words.value('customers', field.name, customer[field.name]);
          const input = form.getInputProps(field.name);
          return (
            <div key={field.name} className={field.wide ? styles.wide : undefined}>
              <ProfileInput
                field={field}
                value={form.values[field.name]}
                error={typeof input.error === 'string' ? input.error : undefined}
                autoFocus={field.name === writable[0]?.name}
                words={words}
                onBlur={() => input.onBlur?.()}
                onChange={(value) => form.setFieldValue(field.name, value)}
              />
              {overtaken.includes(field.name) && (
                <div className={styles.overtaken} role="status">
                  {theirs === '' ? t('profile.overtakenCleared') : t('profile.overtaken', { value: theirs })}
                </div>
              )}
            </div>
          );
        }}
      />
    </EntryForm>
  );
}
