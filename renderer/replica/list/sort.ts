import { grade, lifecycle } from '#shared/model/customer.ts';
import type { CustomerListQuery, CustomerSort } from '../api.ts';
import { findIn } from '../search/find.ts';
import type { Entry } from './directory.ts';

const grades: readonly string[] = grade.options;
const lifecycles: readonly string[] = lifecycle.options;

type Key = (entry: Entry) => number | string | undefined;

const keys: Record<CustomerSort, Key> = {
  name: (entry) => entry.nameRank,
  customerNo: (entry) => entry.row.customerNo,
  grade: (entry) => grades.indexOf(entry.row.grade),
  lifecycle: (entry) => lifecycles.indexOf(entry.row.lifecycle),
  openedOn: (entry) => entry.row.openedOn,
  assets: (entry) => entry.row.assets,
  lastContactAt: (entry) => entry.row.lastContactAt,
};

/** The filtered list in order. Equals stand by name, then by id, so that rows never swap places by themselves. */
export function listOf(entries: readonly Entry[], query: CustomerListQuery): Entry[] {
  const text = query.text?.trim() ?? '';
  const { kind, grade: wantedGrade, lifecycle: wantedLifecycle, managerId } = query;
  const candidates = text === '' ? entries : findIn(entries, text).map(({ entry }) => entry);
  const found = candidates.filter(
    ({ row }) =>
      (kind === undefined || row.kind === kind) &&
      (wantedGrade === undefined || row.grade === wantedGrade) &&
      (wantedLifecycle === undefined || row.lifecycle === wantedLifecycle) &&
      (managerId === undefined || row.managerId === managerId),
  );
  const key = keys[query.sort];
  const direction = query.descending ? -1 : 1;
  return found
    .map((entry) => ({ entry, value: key(entry) }))
    .sort(
      (a, b) =>
        compareValues(a.value, b.value, direction) ||
        a.entry.nameRank - b.entry.nameRank ||
        (a.entry.row.id < b.entry.row.id ? -1 : 1),
    )
    .map(({ entry }) => entry);
}

/** What is absent stands last in both directions. */
function compareValues(a: number | string | undefined, b: number | string | undefined, direction: number) {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -direction : direction;
}
