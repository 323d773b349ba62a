import { Button } from '@mantine/core';
import { IconChecklist, IconTagMinus, IconTagPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerSums } from '#renderer/replica/api/customer-list.ts';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { abilityOf } from '#shared/access/ability.ts';
import type { BulkKind } from './bulk.ts';
import styles from './list-footer.module.css';
import { MoneyList } from './money-list.tsx';
import type { SelectionModel } from './use-selection.ts';

export interface ListFooterProps {
  sums: CustomerSums | undefined;
  selection: SelectionModel;
  onBulk: (kind: BulkKind) => void;
}

/** What the whole list comes to; once customers are chosen, what those come to and what can be done with them. */
export function ListFooter({ sums, selection, onBulk }: ListFooterProps) {
  const { t } = useTranslation('portfolio');
  const format = useFormat();
  const ability = abilityOf(useUser().role);
  const chosen = selection.sums;
  return (
    <div className={styles.footer}>
      <section className={styles.sums} aria-label={t('sums.label')}>
        {sums !== undefined && (
          <Sums sums={sums} label={t('sums.all', { number: format.number(sums.count) })} />
        )}
      </section>
      {!selection.isEmpty && (
        <section className={styles.chosen} aria-label={t('selection.label')}>
          <span role="status" className={styles.status}>
            {chosen !== null && (
              <Sums sums={chosen} label={t('sums.selected', { number: format.number(chosen.count) })} />
            )}
          </span>
          {ability.can('update', 'customers', 'tags') && (
            <>
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconTagPlus size={14} stroke={1.6} aria-hidden />}
                onClick={() => onBulk('addTag')}
              >
                {t('selection.addTag')}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconTagMinus size={14} stroke={1.6} aria-hidden />}
                onClick={() => onBulk('removeTag')}
              >
                {t('selection.removeTag')}
              </Button>
            </>
          )}
          {ability.can('create', 'tasks') && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconChecklist size={14} stroke={1.6} aria-hidden />}
              onClick={() => onBulk('addTask')}
            >
              {t('selection.addTask')}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={14} stroke={1.6} aria-hidden />}
            onClick={selection.clear}
          >
            {t('selection.clear')}
          </Button>
        </section>
      )}
    </div>
  );
}

function Sums({ sums, label }: { sums: CustomerSums; label: string }) {
  const { t } = useTranslation('portfolio');
  return (
    <span className={styles.sum}>
      <strong>{label}</strong>
      <span>
        {t('sums.assets')} <MoneyList sums={sums.assets} none={t('sums.none')} />
      </span>
      <span>
        {t('sums.liabilities')} <MoneyList sums={sums.liabilities} none={t('sums.none')} />
      </span>
    </span>
  );
}
