import { type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect, useEffectEvent, useMemo } from 'react';
import type { Reading } from '#renderer/ui/problem.ts';
import { useKeptForm, useKeptState } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { useFile } from './file-context.tsx';
import {
  changedFields,
  draftOf,
  followed,
  overtaken,
  type ProfileDraft,
  readDraft,
} from './profile-draft.ts';
import type { ProfileFieldName, VisibleField } from './profile-fields.ts';

/** Amounts of a customer who has none yet are in the currency of the bank's country. */
const HOME_CURRENCY = 'CNY';

export interface ProfileForm {
  readonly form: UseFormReturnType<ProfileDraft>;
  readonly dirty: boolean;
  /** What was typed is saved: it is not to come back after a lock. */
  forget(): void;
  /** Fields that a colleague changed while they were being typed in here. */
  readonly overtaken: readonly ProfileFieldName[];
  /** What saving would send, after marking what is wrong. */
  read(): Reading<FieldValues, ProfileFieldName>;
}

/** The profile being edited over a document that goes on living: what nobody typed in follows it. */
export function useProfileForm(fields: readonly VisibleField[]): ProfileForm {
  const { customer, today } = useFile();
  const textsOf = useProblemTexts<ProfileFieldName>();
  const writable = useMemo(() => fields.filter((field) => field.writable), [fields]);
  const live = useMemo(() => draftOf(customer, writable), [customer, writable]);
  // With what was typed, what it was typed over: a colleague's edit during a lock shows as overtaken.
  const [opened, setOpened] = useKeptState(`profile opened ${customer.id}`, live);
  const readNow = (draft: ProfileDraft) =>
    readDraft(draft, opened, customer, writable, {
      today,
      currency: (customer.annualIncome ?? customer.registeredCapital)?.currency ?? HOME_CURRENCY,
    });
  const form = useForm<ProfileDraft>({
    initialValues: live,
    validate: (values) => textsOf(readNow(values).problems),
    validateInputOnBlur: true,
  });

  const dirty = changedFields(form.values, opened, writable).length > 0;
  const kept = { ...form, getInitialValues: () => opened };
  const forget = useKeptForm(`profile form ${customer.id}`, kept, dirty);

  const follow = useEffectEvent((now: ProfileDraft) => {
    const draft = form.getValues();
    if (sameJson(now, opened)) return;
    form.setValues(followed(draft, opened, now, writable));
    // The author's own fields keep what they started from: that is what makes them overtaken.
    const own = changedFields(draft, opened, writable).map(({ name }) => [name, opened[name]] as const);
    setOpened({ ...now, ...Object.fromEntries(own) } as ProfileDraft);
  });
  useEffect(() => follow(live), [live]);

  return {
    form,
    dirty,
    forget,
    overtaken: overtaken(form.values, opened, live, writable),
    read: () => {
      const reading = readNow(form.getValues());
      form.setErrors(textsOf(reading.problems));
      return reading;
    },
  };
}
