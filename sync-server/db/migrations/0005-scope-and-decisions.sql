-- Files that only a named list reads. A row here takes the file out of every channel but its own list.
create table restrictions (
  customer_id uuid primary key references customers,
  since timestamptz not null default now()
);
create table restriction_readers (
  customer_id uuid not null references restrictions on delete cascade,
  user_id uuid not null references users on delete cascade,
  primary key (customer_id, user_id)
);
create index restriction_readers_user on restriction_readers (user_id);

-- Who asked for a restriction, for another list or for its end (`readers` is null), and who of the auditors decided.
create table restriction_requests (
  id uuid primary key,
  customer_id uuid not null references customers,
  readers uuid[],
  reason text not null,
  requested_by uuid not null references users,
  requested_at timestamptz not null,
  decided_by uuid references users,
  decided_at timestamptz,
  decision text check (decision in ('approve', 'refuse')),
  check ((decided_at is null) = (decision is null))
);
create unique index restriction_requests_open on restriction_requests (customer_id) where decided_at is null;

-- Beginning and end of a restriction move the file, also when both fall between two looks of the stamper: every
-- owner that a channel could be named after counts as touched.
create function log_restriction() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id, customer_id, touched)
    select 'restrictions', c.id, c.id,
           array_remove(array[c.branch_id, c.manager_id, c.id::text], null) ||
           array(select v.id::text from covers v where v.customer_id = c.id and not v.ended)
    from customers c where c.id = coalesce(new.customer_id, old.customer_id);
  return null;
end $$;
create trigger restrictions_changed after insert or delete on restrictions
  for each row execute function log_restriction();

create function log_restriction_reader() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id) values ('users', coalesce(new.user_id, old.user_id));
  return null;
end $$;
create trigger restriction_readers_changed after insert or delete on restriction_readers
  for each row execute function log_restriction_reader();

-- Two customers who are one person: what is still sent for the merged one goes to the survivor.
create table customer_redirects (
  merged_id uuid primary key references customers,
  survivor_id uuid not null references customers,
  reason text not null,
  merged_by uuid not null references users,
  merged_at timestamptz not null,
  check (merged_id <> survivor_id)
);
create index customer_redirects_survivor on customer_redirects (survivor_id);
create index relationships_related on relationships ((doc ->> 'relatedCustomerId'));

-- A cover is for one user, or for the counter of a branch: its tellers share their replicas.
alter table covers
  alter column user_id drop not null,
  add column branch_id uuid references branches,
  add column granted_by uuid references users,
  add check ((user_id is null) <> (branch_id is null));
create index covers_branch on covers (branch_id) where not ended;

create or replace function log_cover() returns trigger language plpgsql as $$
begin
  if coalesce(new.customer_id, old.customer_id) is not null then
    insert into change_log (table_name, id, customer_id, old_customer_id)
      values ('covers', coalesce(new.id, old.id), coalesce(new.customer_id, old.customer_id),
              coalesce(new.customer_id, old.customer_id));
  end if;
  insert into change_log (table_name, id)
    select 'users', u.id from users u
    where u.id in (old.user_id, new.user_id)
       or (u.role = 'teller' and u.branch_id in (old.branch_id, new.branch_id));
  return null;
end $$;

-- Exact look-ups of walk-in customers.
create index customers_id_number on customers ((doc ->> 'idNumber'));
create index holdings_card_no on holdings ((doc ->> 'accountNo')) where doc ->> 'kind' = 'card';

-- What people did that is no edit of a document: added to, never changed.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid not null,
  action text not null,
  subject_id uuid,
  customer_id uuid,
  reason text not null,
  detail jsonb
);
create index audit_log_customer on audit_log (customer_id, id);
create index audit_log_actor on audit_log (actor_id, id);
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = 'restrict_violation';
end $$;
create trigger audit_log_kept before update or delete or truncate on audit_log
  for each statement execute function refuse_rewriting();

-- Parked edits are decided by whoever has the file, in the order in which they arrived.
alter table mutations
  add column op text,
  add column base_rev bigint not null default 0;
update mutations set op = case when intent like '%.add' then 'create' else 'update' end;
alter table mutations alter column op set not null;

alter table parked_edits
  add column seq bigint generated always as identity,
  add column parked_at timestamptz not null default now(),
  add column decision text check (decision in ('apply', 'discard')),
  add column outcome text,
  add column fields text[];
create index parked_edits_open on parked_edits (customer_id, seq) where resolved_at is null;
create index inbox_mutation on inbox ((doc ->> 'mutationId'));

-- A change of what core banking masters waits for a second person.
create table change_requests (
  mutation_id uuid primary key,
  seq bigint generated always as identity,
  customer_id uuid not null,
  collection text not null,
  document_id uuid not null,
  requested_by uuid not null references users,
  requested_at timestamptz not null,
  base jsonb not null,
  next jsonb not null,
  decided_by uuid references users,
  decided_at timestamptz,
  decision text check (decision in ('approve', 'refuse'))
);
create index change_requests_open on change_requests (customer_id, seq) where decided_at is null;

-- Whose words a change was, where somebody else put it in force.
alter table field_history add column author_id uuid;

-- When a row was written by the database's clock, the one that documents' updated_at is of.
alter table feed add column stamped_at timestamptz not null default clock_timestamp();
create table feed_checks (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  files bigint not null default 0,
  documents bigint not null default 0,
  repaired_files bigint not null default 0,
  repaired_documents bigint not null default 0,
  retried_letters bigint not null default 0
);
