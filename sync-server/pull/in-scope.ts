import type { Scope } from './grants.ts';

/** Parameters that {@link inScope} takes. */
export const SCOPE_PARAMETERS = 4;

/**
 * SQL that says whether the customer `c` is in a user's scope by the live tables: `shared/access/channels.ts`, turned
 * round into a condition. Its values are {@link scopeValues}, at `first` and the parameters after it.
 */
export function inScope(c: string, first: number): string {
  return `(not exists (select from customer_redirects gone where gone.merged_id = ${c}.id) and
    case when exists (select from restrictions kept where kept.customer_id = ${c}.id)
      then ${c}.id = any ($${first + 3}::uuid[])
      else ${c}.branch_id = any ($${first}::text[]) or coalesce(${c}.manager_id = any ($${first + 1}::text[]), false)
           or ${c}.id = any ($${first + 2}::uuid[]) end)`;
}

export function scopeValues(scope: Scope): (readonly string[])[] {
  return [scope.branchIds, scope.managerIds, scope.coveredFiles, scope.listedFiles];
}
