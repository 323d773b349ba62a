import { Button, TextInput } from '@mantine/core';
import { IconCircleCheck, IconClock, IconQuestionMark } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useLiveDocument, useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { plusDays } from '#shared/domain/business-date.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import type { UnattachedContact } from '#shared/model/personal.ts';
import styles from './unattached.module.css';

const QUERY = { collection: 'personal', selector: { kind: 'unattached' }, limit: 200 } as const;

const icons = { waiting: IconClock, matched: IconCircleCheck, unknown: IconQuestionMark } as const;

interface Props {
  onOpen: (customerId: string) => void;
  /** Where the focus goes when what had it is gone. */
  onDone: () => void;
}

/** Days for which one that was filed stays on the list: it is in the file, and here only so that it is seen. */
const SEEN_DAYS = 3;

/** Contacts that were noted without a file, newest first, with what became of each. */
export function UnattachedList({ onOpen, onDone }: Props) {
  const { t } = useTranslation('walkIn');
  const { documents } = useLiveQuery<'personal'>(QUERY);
  const since = plusDays(useToday(), -SEEN_DAYS);
  const open = documents
    .flatMap((one) => (one.kind === 'unattached' && one.state !== 'discarded' ? [one] : []))
    .filter(({ state, occurredAt }) => state !== 'matched' || occurredAt.slice(0, 10) >= since)
    .toSorted((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  if (open.length === 0) return null;
  return (
    <Panel title={t('unattached.waiting')} count={open.length}>
      <ul className={styles.list}>
        {open.map((contact) => (
          <UnattachedRow key={contact.id} contact={contact} onOpen={onOpen} onDone={onDone} />
        ))}
      </ul>
    </Panel>
  );
}

function UnattachedRow({ contact, onOpen, onDone }: Props & { contact: UnattachedContact }) {
  const { t } = useTranslation('walkIn');
  const format = useFormat();
  const save = useSave();
  const [correcting, setCorrecting] = useState(false);
  const { state, name, number, note, reason, occurredAt } = contact;
  const Icon = state === 'discarded' ? IconClock : icons[state];
  const tail = number === undefined ? '' : `···· ${number.slice(-4)}`;

  const change = async (next: FieldValues, done: string) => {
    const edit = {
      collection: 'personal',
      intent: 'personal.unattached',
      documentId: contact.id,
      next,
    } as const;
    const saved = await save([edit], done);
    onDone();
    return saved !== null;
  };

  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.state}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {t(`unattached.state.${state}`)}
      </span>
      <div className={styles.words}>
        <div className={styles.name}>
          {name ?? (state === 'matched' ? <MatchedName contact={contact} /> : t('unattached.nameless'))}{' '}
          <span className={styles.quiet}>{tail}</span>
        </div>
        <div className={styles.quiet}>
          {note ?? reason} · <time dateTime={occurredAt}>{format.dateTime(occurredAt)}</time>
        </div>
        {state === 'unknown' && !correcting && (
          <div className={styles.hint}>{t('unattached.unknownHint')}</div>
        )}
        {correcting && (
          <NumberForm
            number={number ?? ''}
            onCancel={() => {
              setCorrecting(false);
              onDone();
            }}
            onSave={async (value) => {
              if (await change({ number: value, state: 'waiting' }, t('unattached.fixed')))
                setCorrecting(false);
            }}
          />
        )}
      </div>
      <div className={styles.actions}>
        {state === 'matched' && <OpenMatched contact={contact} onOpen={onOpen} />}
        {state === 'unknown' && !correcting && (
          <Button size="compact-xs" variant="default" onClick={() => setCorrecting(true)}>
            {t('unattached.fix')}
          </Button>
        )}
        {state === 'unknown' && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => void change({ state: 'discarded' }, t('unattached.discarded'))}
          >
            {t('unattached.discard')}
          </Button>
        )}
      </div>
    </li>
  );
}

function useMatchedCustomer({ contactLogId }: UnattachedContact) {
  const { document: log } = useLiveDocument('contactLogs', contactLogId);
  return useLiveDocument('customers', log?.customerId).document;
}

function MatchedName({ contact }: { contact: UnattachedContact }) {
  const { t } = useTranslation('walkIn');
  return useMatchedCustomer(contact)?.name ?? t('unattached.nameless');
}

/** The file may be another branch's: the contact is in it, and nobody here may read it. */
function OpenMatched({ contact, onOpen }: { contact: UnattachedContact; onOpen: Props['onOpen'] }) {
  const { t } = useTranslation('walkIn');
  const customer = useMatchedCustomer(contact);
  if (customer === undefined) return <span className={styles.quiet}>{t('unattached.notHere')}</span>;
  return (
    <Button size="compact-xs" variant="default" onClick={() => onOpen(customer.id)}>
      {t('unattached.open')}
    </Button>
  );
}

interface NumberFormProps {
  number: string;
  onSave: (number: string) => Promise<void>;
  onCancel: () => void;
}

function NumberForm({ number, onSave, onCancel }: NumberFormProps) {
  const { t } = useTranslation(['walkIn', 'app']);
  const [value, setValue] = useState(number);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const plain = value.replace(/[\s-]/g, '').toUpperCase();
    if (plain !== '') void onSave(plain);
  };
  return (
    <form
      className={styles.correct}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onCancel();
      }}
    >
      <TextInput
        autoFocus
        aria-label={t('walkIn:unattached.newNumber')}
        maxLength={40}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button type="submit">{t('app:action.save')}</Button>
    </form>
  );
}
