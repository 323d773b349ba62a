import { useTranslation } from 'react-i18next';
import { fileFields } from '#renderer/features/customers/public.ts';
import type { LiveQuery } from '#renderer/replica/api/documents.ts';
import { fieldsOf } from '#renderer/ui/fields-of.ts';
import { useLiveDocument, useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { sameJson } from '#shared/merge/three-way.ts';
import type { AdminFile } from './admin-file.ts';
import type { Side } from './merge-compare.tsx';

export interface MergeRow {
  readonly field: string;
  /** Of what is no field of the customer. */
  readonly label?: string;
  readonly values: Record<Side, string>;
  readonly differs: boolean;
}

const counted = ['holdings', 'contactLogs', 'tasks', 'relationships'] as const;
/** More is shown as that many and more. */
const MOST = 500;

/** What two customers have, field by field, and how much hangs on each; of a file not held here what is known. */
export function useMergeRows(left: AdminFile, right: AdminFile, revealed: boolean): MergeRow[] {
  const { t } = useTranslation('admin');
  const show = fileFields.useValueText(revealed);
  const documents = [
    useLiveDocument('customers', left.id).document,
    useLiveDocument('customers', right.id).document,
  ];
  const counts = [useCounts(left.id), useCounts(right.id)];
  const ours = fieldsOf(documents[0] ?? left);
  const theirs = fieldsOf(documents[1] ?? right);
  const held = documents.every((document) => document !== undefined);

  const fields = [
    'customerNo',
    'kind',
    'branchId',
    'managerId',
    ...fileFields.profile.map(({ name }) => name),
  ];
  const rows = fields.flatMap((field): MergeRow[] => {
    const values = {
      left: show('customers', field, ours[field]),
      right: show('customers', field, theirs[field]),
    };
    if (values.left === '' && values.right === '') return [];
    return [{ field, values, differs: !sameJson(ours[field] ?? null, theirs[field] ?? null) }];
  });
  if (!held) return rows;
  return [
    ...rows,
    ...counted.map((collection) => {
      const [mine, other] = [counts[0]?.[collection] ?? 0, counts[1]?.[collection] ?? 0];
      return {
        field: collection,
        label: t(`merge.count.${collection}`),
        values: { left: textOf(mine), right: textOf(other) },
        differs: false,
      };
    }),
  ];
}

function useCounts(customerId: string): Record<(typeof counted)[number], number> {
  const query = <C extends (typeof counted)[number]>(collection: C): LiveQuery<C> => ({
    collection,
    selector: { customerId },
    limit: MOST,
  });
  return {
    holdings: useLiveQuery(query('holdings')).documents.length,
    contactLogs: useLiveQuery(query('contactLogs')).documents.length,
    tasks: useLiveQuery(query('tasks')).documents.length,
    relationships: useLiveQuery(query('relationships')).documents.length,
  };
}

function textOf(count: number): string {
  return count < MOST ? String(count) : `${MOST}+`;
}
