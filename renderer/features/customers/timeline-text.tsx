import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useProductNames } from '#renderer/ui/use-product-names.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import { Corrected } from './contact-corrected.tsx';
import { useFile } from './file-context.tsx';
import styles from './timeline.module.css';
import type { TimelineItem } from './timeline-items.ts';

type Of<K extends TimelineItem['kind']> = Extract<TimelineItem, { kind: K }>;

/** What happened, in a sentence, and by whom. */
export function TimelineText({ item, contacts }: { item: TimelineItem; contacts: readonly ContactLog[] }) {
  switch (item.kind) {
    case 'contact':
      return <ContactText item={item} contacts={contacts} />;
    case 'task':
      return <TaskText item={item} />;
    case 'case':
      return <CaseText item={item} />;
    case 'holding':
      return <HoldingText item={item} />;
    case 'edit':
      return <EditText item={item} />;
  }
}

function ContactText({ item, contacts }: { item: Of<'contact'>; contacts: readonly ContactLog[] }) {
  const { t } = useTranslation(['file', 'model']);
  const { directory } = useFile();
  const { contact } = item;
  const isCorrected = contacts.some(({ correctsId }) => correctsId === contact.id);
  return (
    <>
      <strong>{t(`model:contactChannel.${contact.channel}`)}</strong>
      <span className={styles.quiet}>
        {[
          t(`model:contactDirection.${contact.direction}`),
          t(`model:contactOutcome.${contact.outcome}`),
          directory.authorOf(contact),
          isCorrected && t('correction.corrected'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <p className={styles.note} data-corrected={isCorrected}>
        {contact.note}
      </p>
      <Corrected contact={contact} contacts={contacts} />
    </>
  );
}

function TaskText({ item }: { item: Of<'task'> }) {
  const { t } = useTranslation('file');
  const { directory } = useFile();
  const { task, what } = item;
  const texts = {
    due: 'timeline.taskDue',
    done: 'timeline.taskDone',
    cancelled: 'timeline.taskCancelled',
  } as const;
  const who = directory.staffName(what === 'due' ? task.assigneeId : (task.completedById ?? ''));
  return (
    <>
      <span>{t(texts[what], { title: task.title })}</span>
      <span className={styles.quiet}>{who}</span>
    </>
  );
}

function CaseText({ item }: { item: Of<'case'> }) {
  const { t } = useTranslation(['file', 'model']);
  const { directory } = useFile();
  const { one, what } = item;
  const texts = {
    opened: 'timeline.caseOpened',
    due: 'timeline.caseDue',
    resolved: 'timeline.caseResolved',
  } as const;
  const who = { opened: one.createdById, due: one.ownerId, resolved: one.resolvedById ?? '' };
  return (
    <>
      <span>{t(texts[what], { kind: t(`model:caseKind.${one.kind}`), subject: one.subject })}</span>
      <span className={styles.quiet}>
        {[t(`model:caseSeverity.${one.severity}`), directory.staffName(who[what])]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {what === 'resolved' && <p className={styles.note}>{one.resolution}</p>}
    </>
  );
}

function HoldingText({ item }: { item: Of<'holding'> }) {
  const { t } = useTranslation('file');
  const format = useFormat();
  const productName = useProductNames();
  const { holding, what } = item;
  const amount = what === 'instalment' ? (holding.instalments?.amount ?? holding.balance) : holding.balance;
  const opened = what === 'opened' ? (holding.principal ?? amount) : amount;
  return (
    <span>{t(`timeline.${what}`, { product: productName(holding), amount: format.money(opened) })}</span>
  );
}

function EditText({ item }: { item: Of<'edit'> }) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const words = useModelText();
  const { user } = useFile();
  const { collection, fields, who } =
    'entry' in item
      ? { collection: item.entry.collection, fields: Object.keys(item.entry.next), who: user.name }
      : { ...item.change, who: item.change.byName ?? t('timeline.byImport') };
  const list = format.list(
    fields.filter((field) => !field.endsWith('Id')).map((field) => words.field(collection, field)),
  );
  return (
    <>
      <span>
        {collection === 'relationships'
          ? t('timeline.editedOf', { collection: t('model:collection.relationships'), fields: list })
          : t('timeline.edited', { fields: list })}
      </span>
      <span className={styles.quiet}>{who}</span>
    </>
  );
}
