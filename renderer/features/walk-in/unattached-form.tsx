import { Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useSave } from '#renderer/ui/use-save.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import { useWalkIn } from './use-walk-in.ts';
import { WalkInFields } from './walk-in-fields.tsx';

/** What the model takes at most; longer text cannot be typed. */
const LONGEST_NAME = 120;
const LONGEST_NOTE = 4000;

interface Props {
  typed: string;
  /** Phrases for the note: each is offered, and put in by the function that it is given. */
  phrases: (choose: (phrase: string) => void) => ReactNode;
  onSaved: () => void;
  onClose: () => void;
}

/**
 * A contact with somebody whose file is not on this device while the server is out of reach. It waits under the number
 * that the customer shows; the server puts it into the file.
 */
export function UnattachedForm({ typed, phrases, onSaved, onClose }: Props) {
  const { t } = useTranslation('walkIn');
  const user = useUser();
  const save = useSave();
  const walkIn = useWalkIn(typed);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const words = {
    by: walkIn.by,
    value: walkIn.value,
    reason: walkIn.reason,
    detail: walkIn.detail,
    name,
    note,
  };
  const forget = useKeptForm(
    'unattached contact',
    {
      getValues: () => words,
      setValues: ({ name: keptName, note: keptNote, ...fields }: typeof words) => {
        walkIn.change(fields);
        setName(keptName);
        setNote(keptNote);
      },
    },
    name !== '' || note !== '',
  );

  const submit = async () => {
    const shown = walkIn.read();
    if (shown === null) return false;
    const { by, value, reason } = shown;
    const next: FieldValues = {
      ownerId: user.id,
      kind: 'unattached',
      by: by === 'cardNo' ? 'card' : by,
      number: value,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      reason,
      channel: 'counter',
      direction: 'inbound',
      outcome: 'reached',
      occurredAt: new Date().toISOString(),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      state: 'waiting',
    };
    const edit = { collection: 'personal', intent: 'personal.unattached', next } as const;
    const saved = await save([edit], t('unattached.saved'));
    if (saved === null) return false;
    forget();
    onSaved();
    return true;
  };

  return (
    <EntryForm
      label={t('unattached.title')}
      dirty={name !== '' || note !== ''}
      submitLabel={t('unattached.save')}
      focusKey={1}
      onSubmit={submit}
      onClose={onClose}
    >
      <Text>{t('unattached.explain')}</Text>
      <WalkInFields walkIn={walkIn} />
      <TextInput
        label={t('unattached.name')}
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={t('unattached.note')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {phrases((phrase) => setNote((before) => (before === '' ? phrase : `${before}\n${phrase}`)))}
    </EntryForm>
  );
}
