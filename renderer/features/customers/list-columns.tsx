import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import type { CustomerRow, CustomerSort } from '#renderer/replica/api.ts';
import type { ScreenFormat } from '#renderer/ui/use-format.ts';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import { GradeMark, KindIcon, LifecycleMark } from './customer-marks.tsx';
import { maskPhone } from './mask.ts';

export interface ColumnLook {
  /** A CSS grid track. */
  readonly track: string;
  /** The track's least width in pixels, for the width at which the grid begins to scroll sideways. */
  readonly least: number;
  readonly numeric?: boolean;
}

/** Sorting and filtering are the worker's: the table holds one window and only remembers what was asked. */
export const listFeatures = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnMeta: {} as ColumnLook,
});

export interface ColumnTexts {
  readonly t: TFunction<['customers', 'model']>;
  readonly format: ScreenFormat;
  readonly staffName: (id: string) => string | undefined;
}

const helper = createColumnHelper<typeof listFeatures, CustomerRow>();

/** The columns of the customer list. The id of a sortable column is its {@link CustomerSort}. */
export function listColumns({ t, format, staffName }: ColumnTexts) {
  const kinds = wordsOf(customerKind.options, (value) => t(`model:kind.${value}`));
  const grades = wordsOf(grade.options, (value) => t(`model:grade.${value}`));
  const lifecycles = wordsOf(lifecycle.options, (value) => t(`model:lifecycle.${value}`));
  return helper.columns([
    helper.accessor('name', {
      id: 'name' satisfies CustomerSort,
      header: t('model:field.customers.name'),
      enableHiding: false,
      meta: { track: 'minmax(160px, 2fr)', least: 160 },
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
      meta: { track: 'minmax(104px, 1fr)', least: 104 },
    }),
    helper.accessor('grade', {
      id: 'grade' satisfies CustomerSort,
      header: t('model:field.customers.grade'),
      meta: { track: '102px', least: 102 },
      cell: ({ getValue }) => <GradeMark grade={getValue()} label={grades[getValue()]} />,
    }),
    helper.accessor('lifecycle', {
      id: 'lifecycle' satisfies CustomerSort,
      header: t('model:field.customers.lifecycle'),
      meta: { track: '84px', least: 84 },
      cell: ({ getValue }) => <LifecycleMark lifecycle={getValue()} label={lifecycles[getValue()]} />,
    }),
    helper.accessor('assets', {
      id: 'assets' satisfies CustomerSort,
      header: t('customers:list.assets'),
      sortDescFirst: true,
      meta: { track: 'minmax(128px, 1.1fr)', least: 128, numeric: true },
      cell: ({ row: { original } }) => format.money({ minor: original.assets, currency: original.currency }),
    }),
    helper.accessor('mobile', {
      header: t('customers:list.phone'),
      enableSorting: false,
      meta: { track: '114px', least: 114 },
      cell: ({ getValue }) => maskPhone(getValue() ?? ''),
    }),
    helper.accessor('managerId', {
      header: t('customers:list.manager'),
      enableSorting: false,
      meta: { track: 'minmax(118px, 0.9fr)', least: 118 },
      cell: ({ getValue }) => staffName(getValue() ?? '') ?? '',
    }),
    helper.accessor('lastContactAt', {
      id: 'lastContactAt' satisfies CustomerSort,
      header: t('customers:list.lastContact'),
      sortDescFirst: true,
      meta: { track: '116px', least: 116 },
      cell: ({ getValue }) => {
        const at = getValue();
        return at === undefined ? '' : format.ago(at);
      },
    }),
    helper.accessor('openedOn', {
      id: 'openedOn' satisfies CustomerSort,
      header: t('model:field.customers.openedOn'),
      sortDescFirst: true,
      meta: { track: '122px', least: 122 },
      cell: ({ getValue }) => format.date(getValue()),
    }),
  ]);
}

/** Each option's word, looked up once for all rows. */
function wordsOf<K extends string>(options: readonly K[], wordOf: (option: K) => string): Record<K, string> {
  return Object.fromEntries(options.map((option) => [option, wordOf(option)])) as Record<K, string>;
}
