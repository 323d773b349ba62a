import { IconChecklist, IconMessage, IconMessageReport, IconPencil, IconReceipt } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import { documentState } from './field-states.ts';
import { useFile } from './file-context.tsx';
import styles from './timeline.module.css';
import type { TimelineItem, TimelineKind } from './timeline-items.ts';
import { TimelineText } from './timeline-text.tsx';

const icons: Record<TimelineKind, ComponentType<{ size: number; stroke: number }>> = {
  contact: IconMessage,
  task: IconChecklist,
  case: IconMessageReport,
  edit: IconPencil,
  holding: IconReceipt,
};

export interface TimelineEntryProps {
  item: TimelineItem;
  /** The heading does not say the day. */
  withDay: boolean;
  /** For corrections: what they correct. */
  contacts: readonly ContactLog[];
}

export function TimelineEntry({ item, withDay, contacts }: TimelineEntryProps) {
  const format = useFormat();
  const { outbox } = useFile();
  const Icon = icons[item.kind];
  const state = stateOf(item, outbox);
  return (
    <li className={styles.item} data-kind={item.kind}>
      <span className={styles.icon} aria-hidden>
        <Icon size={14} stroke={1.6} />
      </span>
      <div className={styles.body}>
        <TimelineText item={item} contacts={contacts} />
        {state !== undefined && <SaveState state={state} />}
      </div>
      <span className={styles.when}>
        {withDay ? (
          <time dateTime={item.day}>{format.date(item.day)}</time>
        ) : (
          item.at !== undefined && <time dateTime={item.at}>{format.time(item.at)}</time>
        )}
      </span>
    </li>
  );
}

function stateOf(item: TimelineItem, outbox: Parameters<typeof documentState>[0]) {
  if (item.kind === 'contact') return documentState(outbox, item.contact.id);
  if (item.kind === 'task') return documentState(outbox, item.task.id);
  if (item.kind === 'case') return documentState(outbox, item.one.id);
  return item.kind === 'edit' && 'entry' in item ? item.entry.state : undefined;
}
