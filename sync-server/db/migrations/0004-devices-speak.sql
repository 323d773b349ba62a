-- The key under which a device speaks with nobody signed in, registered at a sign-in; the first one stays.
alter table devices
  add column public_key text,
  add column last_contact_at timestamptz;
comment on column devices.unsent is 'Sealed copies in the journal of the device, as of its last contact.';

-- What IT has ordered a device to do. Rows are never removed: they say who ordered what, why and when it was done.
create table device_orders (
  id uuid primary key,
  device_id uuid not null references devices,
  kind text not null check (kind in ('wipe')),
  reason text not null,
  ordered_by uuid not null references users,
  issued_at timestamptz not null,
  -- Made when the order was given: whoever can only write to this table cannot make a device obey.
  signature text not null,
  confirmed_at timestamptz
);
create unique index device_orders_open on device_orders (device_id, kind) where confirmed_at is null;
create index device_orders_device on device_orders (device_id, issued_at desc);

-- Ordering a wipe ends the sessions of a device.
create index sessions_device on sessions (device_id) where revoked_at is null;

-- Sealed copies that do not open or do not hold what they claim: bytes only, for people to look into.
create table sealed_unreadable (
  device_id uuid not null,
  digest bytea not null,
  mutation_id uuid not null,
  author_id uuid not null,
  fault text not null,
  sealed bytea not null,
  arrived_at timestamptz not null,
  resolved_at timestamptz,
  primary key (device_id, digest)
);
