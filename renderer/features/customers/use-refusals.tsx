import { List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useReplica } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { BulkRefusal, BulkResult } from './bulk.ts';
import { customersByIds } from './customers-by-ids.ts';

/** Names in one line; of the others only how many. */
const NAMED = 3;

/** Tells, after a bulk edit, whom it could not be done to and why. It stands until somebody takes it away. */
export function useRefusals(): (result: BulkResult) => void {
  const replica = useReplica();
  const format = useFormat();
  const { t } = useTranslation(['portfolio', 'errors']);
  const wordOf = (reason: BulkRefusal) =>
    reason === 'too_many_tags' ? t('portfolio:bulk.tooManyTags') : t(`errors:code.${reason}`);

  async function tell({ refused, total }: BulkResult) {
    const named = await customersByIds(
      replica,
      refused.map(({ customerId }) => customerId),
    ).catch(() => []);
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const lines = [...Map.groupBy(refused, ({ reason }) => reason)].map(([reason, own]) => {
      const shown = own
        .slice(0, NAMED)
        .map(({ customerId }) => names.get(customerId) ?? t('portfolio:bulk.unknownName'))
        .join(t('portfolio:filter.or'));
      const who =
        own.length > NAMED
          ? t('portfolio:bulk.andMore', { names: shown, number: format.number(own.length) })
          : shown;
      return t('portfolio:bulk.refused', { names: who, reason: wordOf(reason) });
    });
    notifications.show({
      color: 'yellow',
      title: t('portfolio:bulk.refusedTitle', {
        number: format.number(refused.length),
        total: format.number(total),
      }),
      message: (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>
              <Text>{line}</Text>
            </List.Item>
          ))}
        </List>
      ),
      autoClose: false,
    });
  }

  return (result) => {
    if (result.refused.length > 0) void tell(result);
  };
}
