-- Positions begin at 1. A seal before it would make a line that was put in look like one of the chain. Not of those that are there:
-- a database that somebody has tampered with starts, and the check of the chain says what it found.
alter table audit_seals add constraint audit_seals_from_one check (pos >= 1) not valid;
