-- Wrong codes in a row, and when the last one came: counted under the lock that a code is judged under, so that neither many
-- requests at once nor several nodes get more of them judged.
alter table second_factors
  add column failures int not null default 0,
  add column failed_at timestamptz,
  -- Since the last one somebody has been told to wait.
  add column told boolean not null default false;
