-- A random number for each version of a document, another one with every change. Two replicas of the same versions are
-- told by sums of it, and a revision that was given twice, before and after a restore, by the number beside it. It is
-- random and no digest of the content, so that it says nothing of fields that are hidden from who sees it.
do $$
declare t text;
begin
  foreach t in array array['customers', 'contact_logs', 'tasks', 'holdings', 'transactions',
                           'relationships', 'snapshots', 'reference', 'inbox'] loop
    execute format('alter table %s add column tag bigint not null
                    default 1 + floor(random() * 281474976710655)::bigint', t);
  end loop;
end $$;

create or replace function next_rev() returns trigger language plpgsql as $$
begin
  new.rev := old.rev + 1;
  new.tag := 1 + floor(random() * 281474976710655)::bigint;
  new.updated_at := now();
  return new;
end $$;
