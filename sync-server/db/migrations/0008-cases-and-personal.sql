-- Complaints and requests of customers hang on the customer's file; what is personal belongs to one user, as the inbox
-- does. Same shape as every replicated table, with the tag of 0007.
create table cases (like contact_logs including all);
create index cases_customer on cases (customer_id);

create table personal (
  like reference including all,
  owner_id uuid generated always as ((doc ->> 'ownerId')::uuid) stored
);
create index personal_owner on personal (owner_id, id);

do $$
declare t text;
begin
  foreach t in array array['cases', 'personal'] loop
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
