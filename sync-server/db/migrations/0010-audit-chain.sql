-- A refused sign-in may be nobody's. Where a line was made, and its number there, are columns: gaps are looked for.
alter table audit_log
  alter column actor_id drop not null,
  add column device_id uuid,
  add column device_seq bigint;
-- Whatever is searched for, the newest come first and the next page goes on where the last ended.
create index audit_log_at on audit_log (at, id);
drop index audit_log_customer;
create index audit_log_customer on audit_log (customer_id, at, id) where customer_id is not null;
drop index audit_log_actor;
create index audit_log_actor on audit_log (actor_id, at, id);
create index audit_log_action on audit_log (action, at, id);
create index audit_log_device on audit_log (device_id, at, id) where device_id is not null;

-- Lines that have no position yet. Rows live for a second and are deleted in bulk, as those of change_log.
create table audit_unsealed (
  id bigint primary key,
  queued_at timestamptz not null default now()
);
alter table audit_unsealed set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 1000000000
);
insert into audit_unsealed (id) select id from audit_log;

create function queue_for_seal() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (id) select id from new_rows;
  return null;
end $$;
create trigger audit_log_queued after insert on audit_log
  referencing new table as new_rows for each statement execute function queue_for_seal();

-- The chain: positions without gaps, given after commit by one sealer. See sync-server/audit.
create table audit_seals (
  pos bigint primary key,
  line_id bigint not null unique,
  hash bytea not null,
  sealed_at timestamptz not null default clock_timestamp()
);
-- What the server has signed the chain's end with, from time to time.
create table audit_heads (
  number bigint primary key,
  pos bigint not null,
  hash text not null,
  at timestamptz not null,
  signature text not null
);
create trigger audit_seals_kept before update or delete or truncate on audit_seals
  for each statement execute function refuse_rewriting();
create trigger audit_heads_kept before update or delete or truncate on audit_heads
  for each statement execute function refuse_rewriting();

-- What the numbers that devices give to what is done on them say: the highest that has come, and those missing below.
create table device_sequences (
  device_id uuid primary key,
  highest bigint not null,
  -- How many numbers have come twice: a device that was copied, or put back to an older state.
  repeated bigint not null default 0,
  noted_at timestamptz not null
);
create table device_gaps (
  device_id uuid not null,
  first_seq bigint not null,
  last_seq bigint not null,
  noticed_at timestamptz not null,
  primary key (device_id, first_seq)
);
create index device_gaps_noticed on device_gaps (noticed_at desc);
