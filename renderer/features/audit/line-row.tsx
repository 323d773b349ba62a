import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { AuditLine } from '#shared/protocol/audit.ts';
import { isNumbered } from './action-groups.ts';
import styles from './audit.module.css';
import type { FilterDraft } from './filter-draft.ts';
import type { AuditText } from './use-audit-text.ts';

interface Props {
  line: AuditLine;
  text: AuditText;
  /** Looks for the lines that share this with the one that is open. */
  onNarrow: (part: Partial<FilterDraft>) => void;
}

/** One line, and beneath it on demand everything that it says. */
export function LineRow({ line, text, onNarrow }: Props) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { actor, customer, subject, device } = line;
  const action = text.action(line.action);
  const time = format.moment(line.at);
  const about =
    customer?.customerNo ??
    (subject?.name === undefined || subject.id === actor?.id ? '' : text.person(subject));
  return (
    <>
      <tr data-open={open || undefined}>
        <td className={styles.time}>
          <UnstyledButton
            className={styles.toggle ?? ''}
            aria-expanded={open}
            aria-controls={id}
            aria-label={t('open', { action, time })}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={14} className={styles.chevron} aria-hidden />
            <time dateTime={line.at}>{time}</time>
          </UnstyledButton>
        </td>
        <td>{text.person(actor)}</td>
        <td>{action}</td>
        <td className={styles.code}>{about}</td>
        <td className={styles.code}>{device === undefined ? '—' : device.id.slice(-8)}</td>
        <td data-number>{line.pos === undefined ? t('unsealed') : format.number(line.pos)}</td>
      </tr>
      {open && (
        <tr className={styles.detailRow}>
          <td colSpan={6} id={id}>
            <dl className={styles.details}>
              {text.details(line).map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
              {device !== undefined && device.seq === undefined && isNumbered(line.action) && (
                <div>
                  <dt>{t('detail.seq')}</dt>
                  <dd>{t('noNumber')}</dd>
                </div>
              )}
            </dl>
            <div className={styles.narrow}>
              {actor !== undefined && (
                <Narrow label={t('onlyPerson')} onClick={() => onNarrow({ actorId: actor.id })} />
              )}
              {device !== undefined && (
                <Narrow label={t('onlyDevice')} onClick={() => onNarrow({ deviceId: device.id })} />
              )}
              {customer?.customerNo !== undefined && (
                <Narrow
                  label={t('onlyCustomer')}
                  onClick={() => onNarrow({ customerNo: customer.customerNo ?? '' })}
                />
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

function Narrow({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="default" size="compact-xs" onClick={onClick}>
      {label}
    </Button>
  );
}
