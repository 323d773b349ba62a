import { createContext, type ReactNode, use } from 'react';
import type { Stored } from '#renderer/replica/api/documents.ts';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import type { Directory } from '#renderer/ui/use-directory.ts';
import type { Unmasking } from '#renderer/ui/use-unmasking.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { SessionUser } from '#shared/protocol/auth.ts';

/** What every part of an open customer file needs. */
export interface CustomerFile {
  readonly customer: Stored<Customer>;
  readonly user: SessionUser;
  /** This customer's edits on this device. */
  readonly outbox: readonly OutboxEntry[];
  readonly directory: Directory;
  readonly today: string;
  /** What of ID and phone numbers is shown in full; each asking is recorded. */
  readonly unmasking: Unmasking;
}

const FileContext = createContext<CustomerFile | null>(null);

export function FileProvider({ file, children }: { file: CustomerFile; children: ReactNode }) {
  return <FileContext value={file}>{children}</FileContext>;
}

export function useFile(): CustomerFile {
  const file = use(FileContext);
  if (file === null) throw new Error('useFile outside FileProvider');
  return file;
}
