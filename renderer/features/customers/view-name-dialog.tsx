import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

const LONGEST = 40;

export interface ViewNameDialogProps {
  opened: boolean;
  initial: string;
  taken: readonly string[];
  /** Resolves to whether it was saved; then the dialog closes. */
  onName: (name: string) => Promise<boolean>;
  onClose: () => void;
}

export function ViewNameDialog({ opened, onClose, ...form }: ViewNameDialogProps) {
  const { t } = useTranslation('portfolio');
  return (
    <Modal opened={opened} onClose={onClose} returnFocus={false} title={t('view.namePrompt')} size="sm">
      {opened && <NameForm {...form} onClose={onClose} />}
    </Modal>
  );
}

function NameForm({ initial, taken, onName, onClose }: Omit<ViewNameDialogProps, 'opened'>) {
  const { t } = useTranslation('portfolio');
  const [name, setName] = useState(initial);
  const [asked, setAsked] = useState(false);
  const wanted = name.trim();
  const problem =
    wanted === ''
      ? t('view.nameNeeded')
      : wanted.length > LONGEST
        ? t('view.nameLong', { max: LONGEST })
        : taken.includes(wanted)
          ? t('view.nameTaken')
          : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (problem === undefined && (await onName(wanted))) onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('view.name')}
          value={name}
          error={asked && problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('bulk.cancel')}
          </Button>
          <Button type="submit">{t('view.create')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
