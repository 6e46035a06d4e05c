-- Receipts committed together: a tree over their records (RFC 9162) whose root is one leaf of the log, signed once by the
-- operator. Receipts from before, and those of questions paid one by one, have a leaf and a signature of their own.
create table receipt_batch (
  id                 uuid primary key,
  receipts           uuid[]      not null check (cardinality(receipts) > 0),
  leaf_hashes        bytea       not null,
  root               bytea       not null check (length(root) = 32),
  operator_signature bytea       not null,
  created_at         timestamptz not null,
  check (length(leaf_hashes) = 32 * cardinality(receipts))
);

alter table receipt
  alter operator_signature drop not null,
  add batch_id uuid references receipt_batch,
  add lease_id uuid references credit_lease,
  add constraint receipt_signed_once check ((batch_id is null) <> (operator_signature is null));
-- One row of a lease and batch is one settling entry; looked up by the audit and by what paid for answers.
create index receipt_lease on receipt (lease_id) where lease_id is not null;
