-- The organisation. Branches and people are also written to `reference`, which clients replicate.
create table branches (
  id uuid primary key,
  code text not null unique,
  name text not null,
  name_en text not null,
  level text not null check (level in ('head_office', 'region', 'branch')),
  parent_id uuid references branches
);

create table users (
  id uuid primary key,
  username text not null unique check (username = lower(username)),
  name text not null,
  name_en text not null,
  role text not null,
  branch_id uuid not null references branches,
  password_hash text not null,
  disabled boolean not null default false,
  -- Demo accounts have published passwords: they are refused unless the request comes over loopback.
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
create index users_branch on users (branch_id);

-- One row per sign-in on a device. The current refresh token and its successor are stored as hashes.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  device_id uuid not null,
  current_hash bytea not null,
  -- Given out but not used yet: the same device gets the same successor again (a lost answer is forgiven).
  successor_hash bytea,
  successor_sealed text,
  spent_hashes bytea[] not null default '{}',
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index sessions_user on sessions (user_id);
create index sessions_current on sessions (current_hash);

create table devices (
  id uuid primary key,
  last_user_id uuid references users on delete set null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  schema_version int,
  unsent int
);

-- Cover: a user may read one file, or a whole portfolio (manager_id), until it ends. A job ends it.
create table covers (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  customer_id uuid,
  manager_id uuid references users on delete cascade,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended boolean not null default false,
  reason text not null,
  check ((customer_id is null) <> (manager_id is null))
);
create index covers_user on covers (user_id) where not ended;
create index covers_customer on covers (customer_id) where not ended;

-- Replicated documents: one shape for all. `rev` grows by one with every change (trigger below).
create table customers (
  id uuid primary key,
  customer_id uuid not null,
  doc jsonb not null,
  rev bigint not null default 1,
  deleted boolean not null default false,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  branch_id text generated always as (doc ->> 'branchId') stored,
  manager_id text generated always as (doc ->> 'managerId') stored,
  customer_no text generated always as (doc ->> 'customerNo') stored,
  check (id = customer_id)
);
create index customers_branch on customers (branch_id, id);
create index customers_manager on customers (manager_id, id);
create unique index customers_no on customers (customer_no);

create table contact_logs (
  id uuid primary key, customer_id uuid not null, doc jsonb not null, rev bigint not null default 1,
  deleted boolean not null default false, updated_at timestamptz not null default now(), updated_by uuid
);
create table tasks (like contact_logs including all);
create table holdings (like contact_logs including all);
create table relationships (like contact_logs including all);
create table snapshots (like contact_logs including all);
create table transactions (
  like contact_logs including all,
  booked_on text generated always as (doc ->> 'bookedOn') stored
);
create index contact_logs_customer on contact_logs (customer_id);
create index tasks_customer on tasks (customer_id);
create index holdings_customer on holdings (customer_id);
create index relationships_customer on relationships (customer_id);
create index snapshots_customer on snapshots (customer_id);
create index transactions_customer on transactions (customer_id, booked_on);

-- For everybody (`reference`) and for one user (`inbox`): customer_id is null, the owner says whose it is.
create table reference (
  id uuid primary key, customer_id uuid check (customer_id is null), doc jsonb not null,
  rev bigint not null default 1, deleted boolean not null default false,
  updated_at timestamptz not null default now(), updated_by uuid
);
create table inbox (
  like reference including all,
  owner_id uuid generated always as ((doc ->> 'ownerId')::uuid) stored
);
create index inbox_owner on inbox (owner_id);

-- What changed, in commit order of nobody's making: the stamper consumes rows after they are committed.
create table change_log (
  seq bigint generated always as identity primary key,
  table_name text not null,
  id uuid not null,
  customer_id uuid,
  -- Set when the document moved from another file, or a cover of this file began or ended.
  old_customer_id uuid
);

-- Which channels a file is in, as of the last stamp. Written by the stamper only.
create table file_channels (
  customer_id uuid not null,
  channel text not null,
  primary key (customer_id, channel)
);
create index file_channels_channel on file_channels (channel, customer_id);

-- The feed. Positions are given after commit, by one stamper, per channel and without gaps in visibility.
create table feed (
  channel text not null,
  pos bigint not null,
  kind text not null check (kind in ('doc', 'enter', 'leave')),
  table_name text,
  doc_id uuid,
  customer_id uuid,
  nonce bigint not null,
  at timestamptz not null default now(),
  primary key (channel, pos)
);
create sequence feed_pos;

create table feed_dead_letters (
  seq bigint primary key,
  table_name text not null,
  id uuid not null,
  customer_id uuid,
  reason text not null,
  at timestamptz not null default now()
);

-- Every mutation ever answered, with its answer: what is sent again gets the same answer again.
create table mutations (
  id uuid primary key,
  user_id uuid not null,
  device_id uuid not null,
  collection text not null,
  document_id uuid not null,
  customer_id uuid,
  intent text not null,
  base jsonb not null,
  next jsonb not null,
  outcome text not null,
  reason text,
  fields text[],
  at timestamptz not null,
  arrived_at timestamptz not null default now()
);
create index mutations_document on mutations (document_id, arrived_at);

-- Edits of files that had left their author's scope, kept for whoever has the file now.
create table parked_edits (
  mutation_id uuid primary key references mutations,
  customer_id uuid,
  resolved_at timestamptz,
  resolved_by uuid
);

-- What happened to which field, by whom: conflicts are judged by this, not by the client's word.
create table field_history (
  id bigint generated always as identity primary key,
  table_name text not null,
  document_id uuid not null,
  rev bigint not null,
  field text not null,
  old_value jsonb,
  new_value jsonb,
  changed_by uuid,
  mutation_id uuid,
  at timestamptz not null default now()
);
create index field_history_document on field_history (document_id, field, rev desc);

-- `rev` is the database's to give: code that forgets it, an importer, a hand at psql all get it right.
create function next_rev() returns trigger language plpgsql as $$
begin
  new.rev := old.rev + 1;
  new.updated_at := now();
  return new;
end $$;

create function log_inserts() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id, customer_id)
    select tg_table_name, n.id, n.customer_id from new_rows n;
  return null;
end $$;

create function log_updates() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id, customer_id, old_customer_id)
    select tg_table_name, n.id, n.customer_id,
           case when o.customer_id is distinct from n.customer_id then o.customer_id end
    from new_rows n join old_rows o using (id);
  return null;
end $$;

-- Documents are never hard-deleted by the product; `deleted` keeps the tombstone that replicas need.
create function refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception 'replicated rows are not removed: set deleted = true (%)', tg_table_name
    using errcode = 'restrict_violation';
end $$;

do $$
declare t text;
begin
  foreach t in array array['customers', 'contact_logs', 'tasks', 'holdings', 'transactions',
                           'relationships', 'snapshots', 'reference', 'inbox'] loop
    execute format('create trigger %1$s_rev before update on %1$s for each row execute function next_rev()', t);
    execute format('create trigger %1$s_inserted after insert on %1$s referencing new table as new_rows
                    for each statement execute function log_inserts()', t);
    execute format('create trigger %1$s_updated after update on %1$s
                    referencing new table as new_rows old table as old_rows
                    for each statement execute function log_updates()', t);
    execute format('create trigger %1$s_no_delete before delete on %1$s
                    for each statement execute function refuse_removal()', t);
    execute format('create trigger %1$s_no_truncate before truncate on %1$s
                    for each statement execute function refuse_removal()', t);
  end loop;
end $$;

-- The start and end of a cover is a change of its file's channels.
create function log_cover() returns trigger language plpgsql as $$
begin
  if coalesce(new.customer_id, old.customer_id) is not null then
    insert into change_log (table_name, id, customer_id, old_customer_id)
      values ('covers', coalesce(new.id, old.id), coalesce(new.customer_id, old.customer_id),
              coalesce(new.customer_id, old.customer_id));
  end if;
  return null;
end $$;
create trigger covers_changed after insert or update or delete on covers
  for each row execute function log_cover();

-- Imports and seeds that have run, so that a second run changes nothing.
create table import_runs (
  id uuid primary key,
  format text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  counts jsonb
);

create table settings (
  name text primary key,
  value jsonb not null
);
