-- As superuser, once: psql -v ON_ERROR_STOP=1 -f roles.sql. Set the passwords with \password, so that no log has them.
create role branchline login;
create database branchline owner branchline encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0;

-- A role for backups: it may begin and end one and see where the data folder is, and reads no table but the version.
create role branchline_backup login;
grant pg_read_all_settings, pg_monitor to branchline_backup;
\connect branchline
grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_control_system() to branchline_backup;
-- After the first start of the server, which makes these tables:
grant select on schema_migrations to branchline_backup;
grant select, insert on backups to branchline_backup;
