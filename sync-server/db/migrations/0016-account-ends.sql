-- What took somebody's way in away: kept apart so that it can be filed outside the database as well. A database that is put
-- back to a backup would bring back people who were disabled since, sessions that were ended, and passwords that were replaced.
create table account_ends (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  -- 'disabled'; 'sessions' that were open then; 'proof': sessions, and what they were opened with.
  kind text not null check (kind in ('disabled', 'sessions', 'proof')),
  at timestamptz not null,
  -- Of 'disabled', when the person was let in again.
  lifted_at timestamptz
);
create unique index account_ends_open on account_ends (user_id) where kind = 'disabled' and lifted_at is null;
create index account_ends_user on account_ends (user_id);

-- By trigger: a person may be disabled by a node of the version before, or by hand.
create function note_disabled() returns trigger language plpgsql as $$
begin
  if new.disabled then
    insert into account_ends (id, user_id, kind, at) values (gen_random_uuid(), new.id, 'disabled', now())
    on conflict do nothing;
  else
    update account_ends set lifted_at = now()
    where user_id = new.id and kind = 'disabled' and lifted_at is null;
  end if;
  return null;
end $$;
create trigger note_disabled after update of disabled on users
  for each row when (old.disabled is distinct from new.disabled) execute function note_disabled();

insert into account_ends (id, user_id, kind, at)
select gen_random_uuid(), id, 'disabled', now() from users where disabled;
