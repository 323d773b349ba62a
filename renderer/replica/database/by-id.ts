import type { MangoQuery } from 'rxdb';
import type { RawDocument } from './documents.ts';

/**
 * The ids that a query names, when it asks by id and nothing else. RxDB reads a whole collection for `$in`, and its
 * matcher builds a table of the list anew for every document; screens ask so for the names of their rows.
 */
export function idsOf(query: MangoQuery<RawDocument>): ReadonlySet<string> | undefined {
  const selector: Record<string, unknown> = query.selector ?? {};
  const { id } = selector;
  if (Object.keys(selector).length !== 1 || id === undefined) return undefined;
  if (typeof id === 'string') return new Set([id]);
  if (typeof id !== 'object' || id === null || Object.keys(id).length !== 1) return undefined;
  const list = '$in' in id ? id.$in : '$eq' in id ? [id.$eq] : undefined;
  return Array.isArray(list) && list.every((one) => typeof one === 'string') ? new Set(list) : undefined;
}
