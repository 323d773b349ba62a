import { Alert, Button, FileButton, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { roleName } from '#shared/access/roles.ts';
import {
  IMPORT_CHARACTERS,
  IMPORT_LIMIT,
  type ImportResponse,
  importColumns,
  importResponse,
  type OneTimePassword,
} from '#shared/protocol/people.ts';
import styles from './admin.module.css';
import { ImportPreview } from './import-preview.tsx';
import { useOrganisationSentences } from './use-organisation-sentences.ts';

interface Props {
  onCancel: () => void;
  onImported: (passwords: OneTimePassword[]) => void;
}

/** Enters a list of people: looked through first, and then all of it or nothing. */
export function ImportForm({ onCancel, onImported }: Props) {
  const { t } = useTranslation('organisation');
  const order = useServerOrder();
  const sentences = useOrganisationSentences('person');
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const [file, setFile] = useState<{ importId: string; text: string; name: string }>();
  const [answer, setAnswer] = useState<ImportResponse>();
  const [unreadable, setUnreadable] = useState(false);
  const reason = typed.trim();
  const good = answer?.lines.filter(({ faults }) => faults.length === 0).length ?? 0;
  const ready = answer !== undefined && answer.fileFault === undefined && good === answer.lines.length;

  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    setAnswer(undefined);
    setFile(undefined);
    const text = await textOf(chosen);
    setUnreadable(text === undefined);
    if (text === undefined) return;
    const next = { importId: crypto.randomUUID(), text };
    const looked = await order.give('/admin/people/import', { ...next, commit: false }, importResponse);
    setFile({ ...next, name: chosen.name });
    setAnswer(looked);
  };
  const submit = async () => {
    setAsked(true);
    if (!ready || file === undefined || reason === '') return;
    const { importId, text } = file;
    const entered = await order.give(
      '/admin/people/import',
      { importId, text, commit: true, reason },
      importResponse,
    );
    if (entered?.committed === true) onImported(entered.passwords);
    else if (entered !== undefined) setAnswer(entered);
  };
  return (
    <OrderForm
      order={order}
      submit={ready ? t('import.submit', { count: good }) : t('import.submitNone')}
      sentences={sentences}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        <p className={styles.hint}>
          {t('import.hint', { count: IMPORT_LIMIT, roles: roleName.options.join(', ') })}
          <br />
          <code>{importColumns.join(',')}</code>
        </p>
        <Group gap="sm">
          <FileButton accept=".csv,text/csv,text/plain" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button variant="default" data-autofocus {...props}>
                {t('import.choose')}
              </Button>
            )}
          </FileButton>
          {file !== undefined && answer !== undefined && (
            <span className={styles.sentence}>
              {t('import.file', { name: file.name, count: answer.lines.length })}
            </span>
          )}
        </Group>
        {asked && file === undefined && !unreadable && (
          <p className={styles.off} role="alert">
            {t('import.chooseFirst')}
          </p>
        )}
        {unreadable && (
          <Alert color="red" role="alert">
            {t('import.tooLarge')}
          </Alert>
        )}
        {answer !== undefined && <ImportPreview answer={answer} />}
        {ready && <ReasonField value={typed} onChange={setTyped} missing={asked && reason === ''} />}
      </div>
    </OrderForm>
  );
}

/** Names in another encoding would be entered as nonsense, so that what is no UTF-8 is not read at all. */
async function textOf(file: File): Promise<string | undefined> {
  if (file.size > IMPORT_CHARACTERS * 3) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return text.length === 0 || text.length > IMPORT_CHARACTERS ? undefined : text;
  } catch {
    return undefined;
  }
}
