import { useUser } from '#renderer/ui/replica-context.tsx';
import { useCustomers } from '#renderer/ui/use-customers.ts';
import { type ServerAnswer, useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { replicatingRoles } from '#shared/access/roles.ts';
import { type FilesRequest, filesResponse } from '#shared/protocol/admin.ts';
import { type AdminFile, fileOfAnswer, fileOfRow } from './admin-file.ts';

/** Rows that one list shows; the replica gives no longer window. */
export const LISTED = 500;

export interface FoundFiles {
  readonly files: readonly AdminFile[];
  /** How many there are, shown or not. */
  readonly matching: number;
  readonly loading: boolean;
  readonly error?: ServerAnswer<unknown>['error'];
}

/** Whether this user's device holds files: others find them by their number, on the server. */
export function useHoldsFiles(): boolean {
  return replicatingRoles.includes(useUser().role);
}

/** The files of a portfolio that match a text; who holds none types numbers, separated by anything. */
export function useAdminFiles(managerId: string, text: string): FoundFiles {
  const holds = useHoldsFiles();
  const wanted = text.trim();
  const local = useCustomers(
    {
      ...(wanted !== '' && { text: wanted }),
      ...(managerId !== '' && { managerId }),
      sort: 'customerNo',
      descending: false,
    },
    { from: 0, count: holds ? LISTED : 0 },
  );
  const request = holds ? null : requestOf(managerId, wanted);
  const remote = useServerAnswer(request && '/admin/files', filesResponse, request ?? undefined);
  if (holds) return { files: local.rows.map(fileOfRow), matching: local.matching, loading: local.loading };
  const { data, error, loading } = remote;
  const files = (data?.items ?? []).slice(0, LISTED).map(fileOfAnswer);
  return {
    files,
    matching: data?.items.length ?? 0,
    loading: loading && data === undefined,
    ...(error !== undefined && { error }),
  };
}

function requestOf(managerId: string, text: string): FilesRequest | null {
  const numbers = text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  if (numbers.length > 0) return { customerNos: numbers.slice(0, LISTED) };
  return managerId === '' ? null : { managerId };
}
