import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import type { AdministeredFile } from '#shared/protocol/admin.ts';

/** A file as administrators see it: by name where they hold it, by number where they do not. */
export interface AdminFile {
  readonly id: string;
  readonly customerNo: string;
  readonly name?: string;
  readonly kind: CustomerRow['kind'];
  readonly openedOn: string;
  readonly branchId: string;
  readonly managerId?: string;
}

export function fileOfRow(row: CustomerRow): AdminFile {
  const { id, customerNo, name, kind, openedOn, branchId, managerId } = row;
  return { id, customerNo, name, kind, openedOn, branchId, ...(managerId !== undefined && { managerId }) };
}

export function fileOfAnswer({ readers: _, managerId, ...file }: AdministeredFile): AdminFile {
  return { ...file, ...(managerId !== undefined && { managerId }) };
}

/** The name and the number, or the number alone. */
export function labelOf({ name, customerNo }: Pick<AdminFile, 'name' | 'customerNo'>): string {
  return name === undefined ? customerNo : `${name} · ${customerNo}`;
}
