-- A password that an administrator was shown: good for one sign-in, which sets another, until this moment.
alter table users add column one_time_until timestamptz;
-- No new person, customer or branch goes to a closed branch.
alter table branches add column closed boolean not null default false;

create table second_factors (
  user_id uuid primary key references users on delete cascade,
  -- Sealed under a key of the server's and bound to the user.
  secret text not null,
  begun_at timestamptz not null,
  -- Counts from here on; before, a first code has still to show that the device has the secret.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: none is taken twice.
  last_step bigint not null default 0
);
create table recovery_codes (
  user_id uuid not null references second_factors on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);
