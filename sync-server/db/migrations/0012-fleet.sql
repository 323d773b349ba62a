-- What a device says of itself at each contact, and since when it may be used; null: it waits for IT.
alter table devices
  add column approved_at timestamptz,
  add column approved_by uuid references users,
  add column version text,
  add column replica_bytes bigint,
  add column clock_ahead_seconds int,
  add column failed_syncs int,
  add column sync_error text,
  add column last_sync_at timestamptz;
-- Those that are in use were let in before anybody could be asked.
update devices set approved_at = first_seen_at;
create index devices_seen on devices (last_seen_at desc, id desc);

-- Besides a wipe: to let nobody in, until it is lifted. It is no order to the device, which is never told of it.
alter table device_orders drop constraint device_orders_kind_check;
alter table device_orders add constraint device_orders_kind_check check (kind in ('wipe', 'revoke'));
-- Who lifted it. A wipe ends by the device's own word.
alter table device_orders add column ended_by uuid references users;
-- An order can be of somebody whom a database that was put back to a backup does not know.
alter table device_orders alter column ordered_by drop not null;
