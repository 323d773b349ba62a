import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { usePolicies } from '#renderer/ui/policy-context.tsx';
import { useOrderProblemText, useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type AuditFilter, type AuditLine, auditExported } from '#shared/protocol/audit.ts';
import { csvOf } from './audit-csv.ts';
import { saveFile } from './save-file.ts';
import type { AuditText } from './use-audit-text.ts';

export interface Export {
  readonly busy: boolean;
  /** The bank lets nothing leave the screen. */
  readonly forbidden: boolean;
  /** Why the last one did not happen, as a sentence. */
  readonly problem: string | undefined;
  run(filter: AuditFilter): Promise<void>;
}

/** Takes the lines of a filter away in a file. The server notes it before it gives them. */
export function useExport(text: AuditText): Export {
  const { t } = useTranslation('audit');
  const order = useServerOrder();
  const forbidden = usePolicies().effective.exports?.value === 'forbidden';
  const problemText = useOrderProblemText();
  const rowOf = (line: AuditLine): string[] => [
    line.pos === undefined ? '' : String(line.pos),
    line.at,
    text.person(line.actor),
    line.actor?.id ?? '',
    text.action(line.action),
    line.action,
    line.customer?.customerNo ?? line.customer?.id ?? '',
    line.device?.id ?? '',
    line.device?.seq === undefined ? '' : String(line.device.seq),
    text
      .details(line)
      .map(({ name, value }) => `${name}: ${value}`)
      .join('; '),
  ];
  return {
    busy: order.busy,
    forbidden,
    problem: order.problem && problemText(order.problem),
    async run(filter) {
      const answer = await order.give('/audit/export', { filter }, auditExported);
      if (answer === undefined) return;
      const heading = [
        t('column.position'),
        t('column.time'),
        t('column.person'),
        t('column.personId'),
        t('column.action'),
        t('column.code'),
        t('column.about'),
        t('column.device'),
        t('detail.seq'),
        t('column.details'),
      ];
      saveFile(`${t('export.file')}.csv`, 'text/csv', csvOf([heading, ...answer.items.map(rowOf)]));
      const count = answer.items.length;
      notifications.show({ message: t(answer.more ? 'export.part' : 'export.done', { count }) });
    },
  };
}
