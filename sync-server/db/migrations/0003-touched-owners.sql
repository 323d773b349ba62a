-- A file that leaves an owner and is back before the stamper looks has not moved, as far as file_channels can tell;
-- but a pull in between may have passed over it, or told a replica to erase it. So a change of owner names the
-- owners it touched, and the stamper lets the file enter their channels anew.
alter table change_log add column touched text[];

create function log_customer_updates() returns trigger language plpgsql as $$
begin
  insert into change_log (table_name, id, customer_id, touched)
    select 'customers', n.id, n.customer_id,
           nullif(array_remove(
             case when o.branch_id is distinct from n.branch_id
                  then array[o.branch_id, n.branch_id] else '{}' end ||
             case when o.manager_id is distinct from n.manager_id
                  then array[o.manager_id, n.manager_id] else '{}' end, null), '{}')
    from new_rows n join old_rows o using (id);
  return null;
end $$;

drop trigger customers_updated on customers;
create trigger customers_updated after update on customers
  referencing new table as new_rows old table as old_rows
  for each statement execute function log_customer_updates();
