-- As superuser, once: psql -v ON_ERROR_STOP=1 -f roles.sql postgres. Then set the passwords with \password, so that no log
-- has them. What the last two roles may read is granted by grants.sql, after the first start of the server.
create role branchline login;
-- One order of text on every machine, whatever its C library: PostgreSQL's own from 17 on.
select current_setting('server_version_num')::int >= 170000 as own_locale \gset
\if :own_locale
create database branchline owner branchline encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0;
\else
create database branchline owner branchline encoding 'UTF8' locale 'C.UTF-8' template template0;
\endif
revoke all on database branchline from public;

-- A role for backups: it may begin and end one and see where the data folder is, and reads no customer.
create role branchline_backup login;
grant connect on database branchline to branchline_backup;
grant pg_read_all_settings, pg_monitor to branchline_backup;

-- A role for npm run audit:verify: it reads the audit log and nothing else.
create role branchline_audit login;
grant connect on database branchline to branchline_audit;

\connect branchline
grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_control_system() to branchline_backup;
