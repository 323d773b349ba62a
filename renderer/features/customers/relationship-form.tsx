import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import styles from '#renderer/ui/entry-form.module.css';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { useFile } from './file-context.tsx';
import { RelatedCustomer } from './related-customer.tsx';
import {
  emptyRelationship,
  enterableKinds,
  hasShare,
  type RelationshipDraft,
  type RelationshipField,
  readRelationship,
} from './relationship-draft.ts';

export function RelationshipForm({ focusKey, onClose }: { focusKey: number; onClose: () => void }) {
  const { t } = useTranslation(['customers', 'model']);
  const { customer } = useFile();
  const save = useSave();
  const textsOf = useProblemTexts<RelationshipField>();
  const kinds = enterableKinds(customer.kind);
  const form = useForm<RelationshipDraft>({
    initialValues: { ...emptyRelationship, kind: kinds[0] ?? emptyRelationship.kind },
  });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`relationship form ${customer.id}`, form, dirty);

  const onSubmit = async () => {
    const { value, problems } = readRelationship(form.getValues(), customer.id);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    const about = { customerId: customer.id, next: value };
    const edit = { collection: 'relationships', intent: 'relationship.add', ...about } as const;
    if ((await save([edit], t('relationship.saved'))) === null) return false;
    forget();
    onClose();
    return true;
  };

  return (
    <EntryForm
      label={t('relationship.form')}
      dirty={dirty}
      submitLabel={t('profile.save')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <div className={styles.row}>
        <NativeSelect
          data-autofocus
          label={t('relationship.kind')}
          data={kinds.map((value) => ({ value, label: t(`model:relationshipKind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput label={t('relationship.titleField')} autoComplete="off" {...form.getInputProps('title')} />
        <TextInput label={t('relationship.mobile')} autoComplete="off" {...form.getInputProps('mobile')} />
        {hasShare(form.values.kind) && (
          <TextInput
            label={t('relationship.share')}
            inputMode="decimal"
            autoComplete="off"
            {...form.getInputProps('share')}
          />
        )}
      </div>
      <RelatedCustomer
        ownId={customer.id}
        name={form.values.relatedName}
        linkedId={form.values.relatedCustomerId}
        error={form.errors.relatedName}
        onChange={(relatedName, relatedCustomerId) => form.setValues({ relatedName, relatedCustomerId })}
      />
    </EntryForm>
  );
}
