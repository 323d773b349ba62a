-- A spent token carries the server's own seal, so that it is told from a forged one without a list of them.
alter table sessions drop column spent_hashes;

-- The highest position pruned from a channel: a checkpoint below it has missed rows and must start anew.
create table feed_floor (
  channel text primary key,
  pos bigint not null
);
create index feed_at on feed using brin (at);

-- Rows live for milliseconds and are deleted in bulk: keep the dead from slowing the stamper's look.
alter table change_log set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 1000000000
);

-- A change of what a person may read concerns that person's devices: they are told to pull.
create or replace function log_cover() returns trigger language plpgsql as $$
begin
  if coalesce(new.customer_id, old.customer_id) is not null then
    insert into change_log (table_name, id, customer_id, old_customer_id)
      values ('covers', coalesce(new.id, old.id), coalesce(new.customer_id, old.customer_id),
              coalesce(new.customer_id, old.customer_id));
  end if;
  insert into change_log (table_name, id)
    select distinct 'users', person from unnest(array[old.user_id, new.user_id]) person
    where person is not null;
  return null;
end $$;

create function log_user() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id) values ('users', new.id);
  return null;
end $$;
create trigger users_changed after update of role, branch_id, disabled on users
  for each row execute function log_user();
