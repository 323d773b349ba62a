import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { useRights, useUser } from '#renderer/ui/replica-context.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemText, useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { writableFieldsOf } from '#shared/access/ability.ts';
import { businessDateOf } from '#shared/domain/business-date.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import { type ServiceCase, serviceCase } from '#shared/model/service-case.ts';
import {
  type CaseDraft,
  type CaseField,
  caseDraftOf,
  newCaseDraft,
  readCaseEdit,
  readNewCase,
} from './case-draft.ts';
import { CaseFields } from './case-fields.tsx';
import { useCaseEdits } from './use-case-edits.ts';

export interface NewCaseFormProps {
  customerId: string;
  managerId: string | undefined;
  focusKey: number;
  onClose: () => void;
}

export function NewCaseForm({ customerId, managerId, focusKey, onClose }: NewCaseFormProps) {
  const { t } = useTranslation(['cases', 'customers']);
  const user = useUser();
  const today = useToday();
  const save = useSave();
  const textsOf = useProblemTexts<CaseField>();
  const channel = user.role === 'teller' ? 'counter' : 'call';
  const form = useForm<CaseDraft>({ initialValues: newCaseDraft({ ownerId: user.id, channel }, today) });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`case form ${customerId}`, form, dirty);
  const onSubmit = async () => {
    const context = { customerId, authorId: user.id, now: new Date(), today };
    const { value, problems } = readNewCase(form.getValues(), context);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    const edit = { collection: 'cases', intent: 'case.open', customerId, next: value } as const;
    if ((await save([edit], t('saved'))) === null) return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('form')}
      dirty={dirty}
      submitLabel={t('customers:profile.save')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <CaseFields form={form} openedOn={today} managerId={managerId} mayAssign isNew />
    </EntryForm>
  );
}

interface FormOfCaseProps {
  one: ServiceCase;
  managerId?: string | undefined;
  focusKey: number;
  onClose: () => void;
}

export function EditCaseForm({ one, managerId, focusKey, onClose }: FormOfCaseProps) {
  const { t } = useTranslation(['cases', 'customers']);
  const rights = useRights();
  const today = useToday();
  const edits = useCaseEdits();
  const textsOf = useProblemTexts<CaseField>();
  const form = useForm<CaseDraft>({ initialValues: caseDraftOf(one) });
  const dirty = !sameJson(form.values, form.getInitialValues());
  const forget = useKeptForm(`edit case form ${one.id}`, form, dirty, {
    customerId: one.customerId,
  });
  const onSubmit = async () => {
    const { value, problems } = readCaseEdit(form.getValues(), one, today);
    form.setErrors(textsOf(problems));
    if (value === null) return false;
    if (Object.keys(value).length > 0 && !(await edits.change(one, value))) return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('editForm')}
      dirty={dirty}
      submitLabel={t('customers:profile.save')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <CaseFields
        form={form}
        openedOn={businessDateOf(new Date(one.openedAt))}
        managerId={managerId}
        mayAssign={writableFieldsOf(rights, 'cases').includes('ownerId')}
        isNew={false}
      />
    </EntryForm>
  );
}

/** How it was settled: nothing is resolved without saying so. */
export function ResolveForm({ one, focusKey, onClose }: FormOfCaseProps) {
  const { t } = useTranslation('cases');
  const edits = useCaseEdits();
  const problemText = useProblemText();
  const form = useForm({ initialValues: { resolution: '' } });
  const dirty = form.values.resolution !== '';
  const forget = useKeptForm(`resolve case form ${one.id}`, form, dirty, {
    customerId: one.customerId,
  });
  const onSubmit = async () => {
    const resolution = form.getValues().resolution.trim();
    const problem = serviceCase.shape.resolution.unwrap().safeParse(resolution).success
      ? undefined
      : problemText(resolution === '' ? { code: 'required' } : { code: 'unreadable' });
    form.setErrors(problem === undefined ? {} : { resolution: problem });
    if (problem !== undefined || !(await edits.resolve(one, resolution))) return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('actionOn', { action: t('resolveForm'), subject: one.subject })}
      dirty={dirty}
      submitLabel={t('resolve')}
      focusKey={focusKey}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        label={t('resolution')}
        placeholder={t('resolutionPlaceholder')}
        autosize
        minRows={2}
        maxRows={8}
        withAsterisk
        {...form.getInputProps('resolution')}
      />
    </EntryForm>
  );
}
