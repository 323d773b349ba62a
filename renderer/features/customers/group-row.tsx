import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerGroup } from '#renderer/replica/api/customer-list.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import styles from './customer-grid.module.css';
import { rowId } from './customer-row.tsx';
import { MoneyList } from './money-list.tsx';

export interface GroupRowProps {
  index: number;
  top: number;
  group: CustomerGroup;
  name: string;
  active: boolean;
  /** Columns of the grid, that for choosing included. */
  columns: number;
}

/** The header of a group: what it is, how many are in it and what they have together. */
export const GroupRow = memo(function GroupRow({ index, top, group, name, active, columns }: GroupRowProps) {
  const { t } = useTranslation('portfolio');
  const format = useFormat();
  const Icon = group.collapsed ? IconChevronRight : IconChevronDown;
  return (
    <tr
      id={rowId(index)}
      data-index={index}
      data-active={active || undefined}
      aria-rowindex={index + 2}
      aria-expanded={!group.collapsed}
      aria-level={1}
      className={`${styles.row} ${styles.groupRow}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <td colSpan={columns} className={styles.groupCell}>
        <Icon size={15} stroke={1.8} aria-hidden />
        <strong>{name}</strong>
        <span className={styles.groupCount}>{format.number(group.count)}</span>
        <span className={styles.groupSum}>
          {t('group.assets')} <MoneyList sums={group.assets} none={t('sums.none')} />
        </span>
      </td>
    </tr>
  );
});
