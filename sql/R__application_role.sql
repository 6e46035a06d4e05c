-- What the application's role may do: read and write rows, never alter tables, never rewrite the journal.
-- Runs with every migration, so that new tables are granted too: ${flyway:timestamp}.
do $$
begin
  if not exists (select from pg_roles where rolname = 'zoo_app') then
    create role zoo_app login;
  end if;
end $$;
grant usage on schema public to zoo_app;
grant select, insert, update, delete on all tables in schema public to zoo_app;
grant usage on all sequences in schema public to zoo_app;
grant execute on all functions in schema public to zoo_app;
revoke update, delete, truncate on journal_entry, posting, log_checkpoint, ballot, voting_power,
  library_version, library_member, content_block, receipt_experience, parameter_value, log_entry, log_node,
  anchor, version_copy from zoo_app;
-- The log is append-only: an entry gets its index once it is sequenced, and nothing else changes.
grant update (log_index) on log_entry to zoo_app;
revoke delete, truncate on all tables in schema public from zoo_app;
-- Money moves by the posting functions alone: they run as the owner, and the role itself can open an empty account
-- and no more.
revoke insert on journal_entry, posting from zoo_app;
revoke insert, update on account from zoo_app;
grant insert (id, kind, owner_id, asset, created_at) on account to zoo_app;
