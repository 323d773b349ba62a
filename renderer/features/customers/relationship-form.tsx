import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import styles from '#renderer/ui/entry-form.module.css';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { OfferedText } from '#renderer/ui/offered-text.tsx';
import { useRights } from '#renderer/ui/replica-context.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { hiddenFieldsOf, writableFieldsOf } from '#shared/access/ability.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { Relationship } from '#shared/model/relationship.ts';
import { useFile } from './file-context.tsx';
import { RelatedCustomer } from './related-customer.tsx';
import {
  emptyRelationship,
  enterableKinds,
  hasShare,
  type RelationshipDraft,
  type RelationshipField,
  readRelationship,
  readRelationshipEdit,
  relationshipDraftOf,
} from './relationship-draft.ts';

export interface RelationshipFormProps {
  /** The one to change; absent for a new one. */
  existing?: Relationship;
  focusKey: number;
  onClose: () => void;
}

export function RelationshipForm({ existing, focusKey, onClose }: RelationshipFormProps) {
  const { t } = useTranslation(['customers', 'file', 'model']);
  const { customer } = useFile();
  const rights = useRights();
  const hidden = hiddenFieldsOf(rights, 'relationships');
  const writable = writableFieldsOf(rights, 'relationships');
  const locked = (field: string) => existing !== undefined && !writable.includes(field);
  const save = useSave();
  const textsOf = useProblemTexts<RelationshipField>();
  const enterable = useOffered('relationship_kind', enterableKinds(customer.kind), existing?.kind);
  const kinds = [...new Set([...enterable, ...(existing === undefined ? [] : [existing.kind])])];
  const form = useForm<RelationshipDraft>({
    initialValues:
      existing === undefined
        ? { ...emptyRelationship, kind: kinds[0] ?? emptyRelationship.kind }
        : relationshipDraftOf(existing),
  });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`relationship form ${existing?.id ?? customer.id}`, form, dirty, {
    customerId: customer.id,
  });

  const onSubmit = async () => {
    const draft = form.getValues();
    const { value, problems } =
      existing === undefined ? readRelationship(draft, customer.id) : readRelationshipEdit(draft, existing);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    const about = { collection: 'relationships', customerId: customer.id, next: value } as const;
    const edit: EditInput =
      existing === undefined
        ? { ...about, intent: 'relationship.add' }
        : { ...about, intent: 'relationship.edit', documentId: existing.id };
    if (Object.keys(value).length > 0 && (await save([edit], t('relationship.saved'))) === null) return false;
    forget();
    onClose();
    return true;
  };

  return (
    <EntryForm
      label={t(existing === undefined ? 'relationship.form' : 'file:group.editForm')}
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
          disabled={locked('kind')}
        />
        {!hidden.includes('title') && (
          <OfferedText
            list="job_title"
            label={t('relationship.titleField')}
            {...form.getInputProps('title')}
            disabled={locked('title')}
          />
        )}
        {!hidden.includes('mobile') && (
          <TextInput
            label={t('relationship.mobile')}
            autoComplete="off"
            {...form.getInputProps('mobile')}
            disabled={locked('mobile')}
          />
        )}
        {hasShare(form.values.kind) && !hidden.includes('shareBasisPoints') && (
          <TextInput
            disabled={locked('shareBasisPoints')}
            label={t('relationship.share')}
            inputMode="decimal"
            autoComplete="off"
            {...form.getInputProps('share')}
          />
        )}
      </div>
      {existing?.relatedCustomerId !== undefined || locked('relatedName') ? null : (
        <RelatedCustomer
          ownId={customer.id}
          name={form.values.relatedName}
          linkedId={form.values.relatedCustomerId}
          error={form.errors.relatedName}
          onChange={(relatedName, relatedCustomerId) => form.setValues({ relatedName, relatedCustomerId })}
        />
      )}
    </EntryForm>
  );
}
