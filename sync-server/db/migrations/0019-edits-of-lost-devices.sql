-- The device that a copy was made on which another one delivered: whole otherwise, and IT may hand it over.
alter table sealed_unreadable add column made_on uuid;
create index sealed_unreadable_open on sealed_unreadable (device_id) where resolved_at is null;
