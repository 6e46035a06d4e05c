-- Receipts come by the thousand each second: what is checked for each row by itself costs more than the row.

-- What a receipt refers to is checked once for all receipts of a statement. Of these tables nothing is ever deleted and
-- no id ever changes, so the other half of a foreign key has nothing to do.
alter table receipt
  drop constraint receipt_node_id_fkey,
  drop constraint receipt_project_id_fkey,
  drop constraint receipt_key_id_fkey,
  drop constraint receipt_batch_id_fkey,
  drop constraint receipt_lease_id_fkey;

create function check_receipt_references() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct node_id from fresh) f
        where not exists (select from node n where n.id = f.node_id))
      or exists (select from (select distinct project_id from fresh where project_id is not null) f
        where not exists (select from project p where p.id = f.project_id))
      or exists (select from (select distinct key_id from fresh where key_id is not null) f
        where not exists (select from api_key k where k.id = f.key_id))
      or exists (select from (select distinct batch_id from fresh where batch_id is not null) f
        where not exists (select from receipt_batch b where b.id = f.batch_id))
      or exists (select from (select distinct lease_id from fresh where lease_id is not null) f
        where not exists (select from credit_lease l where l.id = f.lease_id)) then
    raise foreign_key_violation using message = 'a receipt refers to what is not there';
  end if;
  return null;
end $$;
create trigger receipt_references after insert on receipt
  referencing new table as fresh for each statement execute function check_receipt_references();

-- Answers of backends that seal nothing cannot be checked: the lottery passes over them without looking at them. A column
-- and not an expression, so that the planner knows how many there are.
alter table receipt
  add sealed boolean not null generated always as (octet_length(node_signature) > 0) stored;
create index receipt_lottery on receipt (final_after, id) where status = 'HELD' and sealed;
