-- Branches besides the own one in which somebody works; at which of them, a session says.
create table user_branches (
  user_id uuid not null references users on delete cascade,
  branch_id uuid not null references branches,
  primary key (user_id, branch_id)
);
create index user_branches_branch on user_branches (branch_id);
alter table sessions add column branch_id uuid references branches;

-- The branch a session asked for while the person may work there, else the person's own.
create function acting_branch(person uuid, home uuid, wanted uuid) returns uuid language sql stable as $$
  select case when exists (select from user_branches b where b.user_id = person and b.branch_id = wanted)
    then wanted else home end
$$;

create function log_user_branch() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id) values ('users', coalesce(new.user_id, old.user_id));
  return null;
end $$;
create trigger user_branches_changed after insert or delete on user_branches
  for each row execute function log_user_branch();

-- What covers the counter of a branch concerns all who may work at it.
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
       or (u.role = 'teller' and (u.branch_id in (old.branch_id, new.branch_id)
           or exists (select from user_branches b
                      where b.user_id = u.id and b.branch_id in (old.branch_id, new.branch_id))));
  return null;
end $$;

-- Contacts that wait for the file they belong to: few among all that is personal.
create index personal_waiting on personal (id)
  where doc ->> 'kind' = 'unattached' and doc ->> 'state' = 'waiting';
