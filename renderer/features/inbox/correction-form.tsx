import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileFields } from '#renderer/features/customers/public.ts';
import type { EditInput } from '#renderer/replica/api/edits.ts';
import type { EditItem } from '#renderer/ui/edit-items.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { replicatingRoles } from '#shared/access/roles.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { type Correction, draftOf, readCorrection } from './correction.ts';
import type { EditableField } from './editable-fields.ts';
import styles from './inbox.module.css';

export interface CorrectionFormProps {
  item: EditItem;
  correction: Correction;
  stored: FieldValues;
  /** Resolves with false when it could not be saved. */
  onSend: (edit: EditInput) => Promise<boolean>;
  onClose: () => void;
}

/** The refused values, to be put right and sent once more. The focus begins at what was refused. */
export function CorrectionForm({ item, correction, stored, onSend, onClose }: CorrectionFormProps) {
  const { t } = useTranslation(['inbox', 'app']);
  const words = useModelText();
  const today = useToday();
  const problemText = fileFields.useProblemText();
  const colleagues = useColleagues();
  const form = useRef<HTMLFormElement>(null);
  const busy = useRef(false);
  const [opened] = useState(() => draftOf(item, correction));
  const [draft, setDraft] = useState(opened);
  const [errors, setErrors] = useState<Record<string, string | undefined>>({});
  const forget = useKeptForm(
    `correction ${item.mutationId}`,
    { getValues: () => draft, setValues: setDraft },
    !sameJson(draft, opened),
    { customerId: item.entry?.customerId },
  );
  const faulty = item.entry?.fields ?? [];
  const first = correction.fields.find(({ name }) => faulty.includes(name)) ?? correction.fields[0];

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);

  const send = async () => {
    if (busy.current) return;
    const read = readCorrection(correction, draft, stored, today);
    if ('problems' in read) {
      const texts = Object.entries(read.problems).map(
        ([name, problem]) => [name, problemText(problem)] as const,
      );
      setErrors(Object.fromEntries(texts));
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    busy.current = true;
    const sent = await onSend(read.edit).finally(() => {
      busy.current = false;
    });
    if (sent) forget();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <form
      ref={form}
      aria-label={t('inbox:rejected.form')}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={styles.inputs}>
        {correction.fields.map((field) => (
          <div key={field.name} data-wide={field.wide}>
            <fileFields.Input
              field={withPeople(field, colleagues)}
              collection={correction.collection}
              value={draft[field.name] ?? ''}
              error={errors[field.name]}
              autoFocus={field === first}
              words={words}
              onChange={(value) => setDraft({ ...draft, [field.name]: value })}
              onBlur={() => undefined}
            />
          </div>
        ))}
      </div>
      {correction.leftOut.length > 0 && (
        <p className={styles.aside}>
          {t('inbox:rejected.leftOut', {
            fields: correction.leftOut
              .map((name) => words.field(correction.collection, name))
              .join(t('inbox:and')),
          })}
        </p>
      )}
      <div className={styles.foot}>
        <Button type="submit" rightSection={<KeyHint shortcut="mod+enter" decorative />}>
          {t('inbox:rejected.send')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('app:action.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The colleagues of the own branch who hold customers, by id. */
function useColleagues(): string[] {
  const { branchId } = useUser();
  return useDirectory()
    .staff.filter((person) => person.branchId === branchId && replicatingRoles.includes(person.role))
    .map(({ id }) => id);
}

function withPeople(field: EditableField, people: readonly string[]): EditableField {
  return field.person === true ? { ...field, options: people } : field;
}
