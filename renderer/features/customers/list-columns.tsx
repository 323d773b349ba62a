import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import type { CustomerRow, CustomerSort } from '#renderer/replica/api/customer-list.ts';
import type { ScreenFormat } from '#renderer/ui/use-format.ts';
import { ageOn, type BusinessDate } from '#shared/domain/business-date.ts';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import { BirthdayCell, DueCell, TagsCell } from './cells.tsx';
import { GradeMark, KindIcon, LifecycleMark } from './customer-marks.tsx';
import type { ColumnId } from './list-arrangement.ts';
import { maskPhone } from './mask.ts';

export interface ColumnLook {
  /** A CSS grid track. */
  readonly track: string;
  /** The track's least width in pixels, for the width at which the grid begins to scroll sideways. */
  readonly least: number;
  readonly numeric?: boolean;
}

/** Sorting and filtering are the worker's: the table holds one window and only remembers what was asked. */
export const listFeatures = tableFeatures({ rowSortingFeature, columnMeta: {} as ColumnLook });

export interface ColumnTexts {
  readonly t: TFunction<['customers', 'model', 'portfolio']>;
  readonly format: ScreenFormat;
  readonly today: BusinessDate;
  readonly staffName: (id: string) => string | undefined;
}

const helper = createColumnHelper<typeof listFeatures, CustomerRow>();
const wide = (least: number, share: number): ColumnLook => ({
  track: `minmax(${least}px, ${share}fr)`,
  least,
});
const fixed = (least: number): ColumnLook => ({ track: `${least}px`, least });
const money = (least: number): ColumnLook => ({ ...wide(least, 1.1), numeric: true });

/** The columns that the list can have. The id of a sortable column is its {@link CustomerSort}. */
export function listColumns({ t, format, today, staffName }: ColumnTexts) {
  const kinds = wordsOf(customerKind.options, (value) => t(`model:kind.${value}`));
  const grades = wordsOf(grade.options, (value) => t(`model:grade.${value}`));
  const lifecycles = wordsOf(lifecycle.options, (value) => t(`model:lifecycle.${value}`));
  const dues = wordsOf(['maturity', 'instalment'], (value) => t(`portfolio:column.due.${value}`));
  return helper.columns([
    helper.accessor('name', {
      id: 'name' satisfies CustomerSort,
      header: t('model:field.customers.name'),
      meta: wide(160, 2),
      cell: ({ row: { original } }) => (
        <>
          <KindIcon kind={original.kind} label={kinds[original.kind]} />
          <strong>{original.name}</strong>
        </>
      ),
    }),
    helper.accessor('customerNo', {
      id: 'customerNo' satisfies CustomerSort,
      header: t('model:field.customers.customerNo'),
      meta: wide(118, 1),
    }),
    helper.accessor('grade', {
      id: 'grade' satisfies CustomerSort,
      header: t('model:field.customers.grade'),
      meta: fixed(102),
      cell: ({ getValue }) => <GradeMark grade={getValue()} label={grades[getValue()]} />,
    }),
    helper.accessor('lifecycle', {
      id: 'lifecycle' satisfies CustomerSort,
      header: t('model:field.customers.lifecycle'),
      meta: fixed(84),
      cell: ({ getValue }) => <LifecycleMark lifecycle={getValue()} label={lifecycles[getValue()]} />,
    }),
    helper.accessor('assets', {
      id: 'assets' satisfies CustomerSort,
      header: t('customers:list.assets'),
      sortDescFirst: true,
      meta: money(128),
      cell: ({ row: { original } }) => format.money({ minor: original.assets, currency: original.currency }),
    }),
    helper.accessor((row) => row.liabilities ?? 0, {
      id: 'liabilities' satisfies CustomerSort,
      header: t('portfolio:column.liabilities'),
      sortDescFirst: true,
      meta: money(128),
      cell: ({ getValue, row: { original } }) =>
        getValue() === 0 ? '' : format.money({ minor: getValue(), currency: original.currency }),
    }),
    helper.accessor('elsewhere', {
      id: 'elsewhere' satisfies CustomerSort,
      header: t('portfolio:column.elsewhere'),
      sortDescFirst: true,
      meta: money(124),
      cell: ({ getValue }) => (getValue() ?? []).map((sum) => format.money(sum)).join(' + '),
    }),
    helper.accessor('nextDueOn', {
      id: 'nextDue' satisfies CustomerSort,
      header: t('portfolio:column.nextDue'),
      meta: fixed(152),
      cell: ({ row: { original } }) => (
        <DueCell
          row={original}
          today={today}
          format={format}
          dues={dues}
          overdue={t('portfolio:column.overdue')}
        />
      ),
    }),
    helper.accessor('maturesOn', {
      id: 'maturity' satisfies CustomerSort,
      header: t('portfolio:column.maturity'),
      meta: fixed(112),
      cell: ({ getValue }) => {
        const on = getValue();
        return on === undefined ? '' : format.date(on);
      },
    }),
    helper.accessor((row) => row.openTasks ?? 0, {
      id: 'openTasks' satisfies CustomerSort,
      header: t('portfolio:column.openTasks'),
      sortDescFirst: true,
      meta: { ...fixed(88), numeric: true },
      cell: ({ getValue }) => (getValue() === 0 ? '' : format.number(getValue())),
    }),
    helper.accessor('tags', {
      id: 'tags' satisfies ColumnId,
      header: t('portfolio:column.tags'),
      enableSorting: false,
      meta: wide(140, 1.2),
      cell: ({ getValue }) => <TagsCell tags={getValue() ?? []} />,
    }),
    helper.accessor('mobile', {
      id: 'mobile' satisfies ColumnId,
      header: t('customers:list.phone'),
      enableSorting: false,
      meta: fixed(114),
      cell: ({ getValue }) => maskPhone(getValue() ?? ''),
    }),
    helper.accessor('managerId', {
      id: 'managerId' satisfies ColumnId,
      header: t('customers:list.manager'),
      enableSorting: false,
      meta: wide(118, 0.9),
      cell: ({ getValue }) => staffName(getValue() ?? '') ?? '',
    }),
    helper.accessor('lastContactAt', {
      id: 'lastContactAt' satisfies CustomerSort,
      header: t('customers:list.lastContact'),
      sortDescFirst: true,
      meta: fixed(116),
      cell: ({ getValue }) => {
        const at = getValue();
        return at === undefined ? '' : format.ago(at);
      },
    }),
    helper.accessor('openedOn', {
      id: 'openedOn' satisfies CustomerSort,
      header: t('model:field.customers.openedOn'),
      sortDescFirst: true,
      meta: fixed(134),
      cell: ({ getValue }) => format.date(getValue()),
    }),
    helper.accessor('birthDate', {
      id: 'birthDate' satisfies CustomerSort,
      header: t('portfolio:column.age'),
      // The latest born are the youngest: what people call ascending.
      sortDescFirst: true,
      meta: { ...fixed(68), numeric: true },
      cell: ({ getValue }) => {
        const born = getValue();
        return born === undefined ? '' : format.number(ageOn(born, today));
      },
    }),
    helper.accessor((row) => row.birthDate?.slice(5), {
      id: 'birthday' satisfies CustomerSort,
      header: t('portfolio:column.birthday'),
      meta: fixed(104),
      cell: ({ row: { original } }) => (
        <BirthdayCell row={original} format={format} lunar={t('portfolio:column.lunar')} today={today} />
      ),
    }),
    helper.accessor('trade', {
      id: 'trade' satisfies CustomerSort,
      header: t('portfolio:column.trade'),
      meta: wide(124, 1),
    }),
    helper.accessor('city', {
      id: 'city' satisfies CustomerSort,
      header: t('portfolio:column.city'),
      meta: fixed(96),
    }),
    helper.accessor('source', {
      id: 'source' satisfies CustomerSort,
      header: t('model:field.customers.source'),
      meta: wide(110, 0.9),
    }),
  ]);
}

/** Each option's word, looked up once for all rows. */
function wordsOf<K extends string>(options: readonly K[], wordOf: (option: K) => string): Record<K, string> {
  return Object.fromEntries(options.map((option) => [option, wordOf(option)])) as Record<K, string>;
}
