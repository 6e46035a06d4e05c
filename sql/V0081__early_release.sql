-- A transaction that lets its locks go at its commit, before the disk has it (docs/adr/0016-locks-go-before-the-disk.md):
-- whether what it posted is durable.

-- Called in a transaction of its own, after the one that posted: true once that has committed as durably as this server
-- commits; false when an entry is not there, because the server ended in between and lost it. Who sees an entry sees it
-- after its commit was written to the log; the message is written after that, and the log is brought to the disk in its order.
create function make_durable(p_entries uuid[]) returns boolean language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  if (select count(*) from journal_entry where id = any (p_entries)) <> cardinality(p_entries) then
    return false;
  end if;
  perform pg_logical_emit_message(true, 'zoo.durable', '');
  return true;
end $$;
