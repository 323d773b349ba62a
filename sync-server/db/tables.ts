import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { RoleName } from '#shared/access/roles.ts';
import type { SignInWay } from '#shared/access/sign-in-way.ts';

type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
type Json = ColumnType<unknown, string, string>;

/** The one shape of all replicated tables. `rev`, `updated_at` are the database's to give. */
export interface DocumentTable {
  id: string;
  customer_id: string | null;
  doc: Json;
  rev: Generated<number>;
  deleted: Generated<boolean>;
  updated_at: Stamp;
  updated_by: string | null;
}

export interface CustomersTable extends Omit<DocumentTable, 'customer_id'> {
  customer_id: string;
  branch_id: GeneratedAlways<string>;
  manager_id: GeneratedAlways<string | null>;
  customer_no: GeneratedAlways<string>;
}

export interface UsersTable {
  id: string;
  username: string;
  name: string;
  name_en: string;
  role: RoleName;
  branch_id: string;
  password_hash: string;
  disabled: Generated<boolean>;
  demo: Generated<boolean>;
  created_at: Stamp;
  one_time_until: Stamp | null;
  sign_in: Generated<SignInWay>;
}

export interface UserBranchesTable {
  user_id: string;
  branch_id: string;
}

export interface BranchesTable {
  id: string;
  code: string;
  name: string;
  name_en: string;
  level: 'head_office' | 'region' | 'branch';
  parent_id: string | null;
  closed: Generated<boolean>;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  device_id: string;
  current_hash: Buffer;
  successor_hash: Buffer | null;
  successor_sealed: string | null;
  spent_hashes: Generated<Buffer[]>;
  created_at: Stamp;
  used_at: Stamp;
  expires_at: Stamp;
  revoked_at: Stamp | null;
  revoked_reason: string | null;
}

export interface DevicesTable {
  id: string;
  last_user_id: string | null;
  first_seen_at: Stamp;
  last_seen_at: Stamp;
  schema_version: number | null;
  unsent: number | null;
  public_key: string | null;
  last_contact_at: Stamp | null;
  approved_at: Stamp | null;
  approved_by: string | null;
  version: string | null;
  replica_bytes: number | null;
  clock_ahead_seconds: number | null;
  failed_syncs: number | null;
  sync_error: string | null;
  last_sync_at: Stamp | null;
}

export interface CoversTable {
  id: string;
  user_id: string;
  customer_id: string | null;
  manager_id: string | null;
  starts_at: Stamp;
  ends_at: Stamp;
  ended: Generated<boolean>;
  reason: string;
}

export interface MutationsTable {
  id: string;
  user_id: string;
  device_id: string;
  collection: string;
  document_id: string;
  customer_id: string | null;
  intent: string;
  base: Json;
  next: Json;
  outcome: string;
  reason: string | null;
  fields: string[] | null;
  at: Stamp;
  arrived_at: Stamp;
}

export interface ImportRunsTable {
  id: string;
  format: string;
  started_at: Stamp;
  finished_at: Stamp | null;
  counts: Json | null;
}

export interface SettingsTable {
  name: string;
  value: Json;
}

export interface Database {
  branches: BranchesTable;
  users: UsersTable;
  user_branches: UserBranchesTable;
  sessions: SessionsTable;
  devices: DevicesTable;
  covers: CoversTable;
  customers: CustomersTable;
  contact_logs: DocumentTable;
  tasks: DocumentTable;
  holdings: DocumentTable;
  transactions: DocumentTable;
  relationships: DocumentTable;
  snapshots: DocumentTable;
  cases: DocumentTable;
  reference: DocumentTable;
  inbox: DocumentTable;
  personal: DocumentTable;
  mutations: MutationsTable;
  import_runs: ImportRunsTable;
  settings: SettingsTable;
}
