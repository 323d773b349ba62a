-- The backups that were taken of this database, noted by the command that took them when they were complete.
create table backups (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  bytes bigint not null
);

create index backups_finished on backups (finished_at desc);
