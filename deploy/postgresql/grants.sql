-- As superuser or as branchline, once, after the first start of the server, which makes these tables:
-- psql -v ON_ERROR_STOP=1 -f grants.sql branchline
grant select on schema_migrations to branchline_backup;
grant select, insert on backups to branchline_backup;
grant select on audit_log, audit_unsealed, audit_seals, audit_heads to branchline_audit;
