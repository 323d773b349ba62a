import type { FieldRules, Rights } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import type { InboxItem } from '#shared/model/inbox.ts';
import type { FieldValues, Mutation } from '#shared/model/mutation.ts';
import type { HistoryRow, StoredDocument } from './stored.ts';

export interface Author {
  readonly userId: string;
  readonly name: string;
  readonly role: RoleName;
  /** What was taken from the role, in the snapshot of the scope. */
  readonly taken: FieldRules;
  readonly deviceId: string;
}

/** Part of an edit that a second person has to approve. */
export interface RequestedChange {
  readonly mutation: Mutation;
  readonly base: FieldValues;
  readonly next: FieldValues;
}

export interface FieldChange {
  readonly document: StoredDocument;
  readonly field: string;
  readonly before: FieldValues[string];
  readonly after: FieldValues[string];
  readonly mutation: Mutation;
}

/** One customer file (or what belongs to one user) as the edits of a transaction meet it, and what they do to it. */
export interface FileState {
  /** In whose name and under whose rights the edits are applied. */
  readonly author: Author;
  /** Whose words they are: the author's, save where somebody puts a parked edit in force. */
  readonly writer: Omit<Author, keyof Rights>;
  /** The file, `null` for what belongs to the user. */
  readonly customerId: string | null;
  readonly visible: boolean;
  /** Every edit of a customer's file is somebody's to decide, whether its author sees the file or not. */
  readonly parksAll: boolean;
  readonly documents: Map<string, StoredDocument>;
  readonly history: readonly HistoryRow[];
  /** Ids of people who exist, among those that the edits name. */
  readonly people: ReadonlySet<string>;
  readonly now: Date;
  readonly changes: FieldChange[];
  readonly inbox: InboxItem[];
  readonly parked: Mutation[];
  readonly requests: RequestedChange[];
}
