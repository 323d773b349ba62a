import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { FILES_LIMIT, filesResponse } from '#shared/protocol/admin.ts';

/** Stands for a customer whom this user may not know of. */
export const OUT_OF_REACH = '—';

/** What to call the customers behind ids: by name where this device holds them, else by number, a dash out of reach. */
export function useFileLabels(ids: readonly string[]): (id: string) => string {
  const nameOf = useCustomerNames(ids);
  const unknown = [...new Set(ids.filter((id) => nameOf(id) === undefined))].sort().slice(0, FILES_LIMIT);
  const { data } = useServerAnswer(unknown.length === 0 ? null : '/admin/files', filesResponse, {
    customerIds: unknown,
  });
  const numbers = new Map(data?.items.map(({ id, customerNo }) => [id, customerNo]));
  return (id) => nameOf(id) ?? numbers.get(id) ?? (data === undefined ? '…' : OUT_OF_REACH);
}
