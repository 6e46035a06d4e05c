-- How often one key may ask in an hour; null for as often as its organisation.
alter table api_key add column questions_per_hour integer check (questions_per_hour > 0);

-- What was paid too much of one invoice and settles a part of another. Written once, in the transaction of its entry.
alter domain cause_kind drop constraint cause_kind_check;
alter domain cause_kind add constraint cause_kind_check check (value in (
  'GENESIS', 'RECEIPT', 'QUERY', 'PROPOSAL', 'STAKE', 'TRANSFER', 'CREDIT', 'CREDIT_LINE', 'INVOICE', 'CREDIT_NOTE',
  'PAYMENT', 'INVOICE_CREDIT', 'REFUND', 'EPOCH', 'DONATION', 'GRANT', 'SLASH', 'JOB', 'REVERSAL'));

create table invoice_credit (
  id           uuid          primary key,
  from_invoice uuid          not null references invoice,
  to_invoice   uuid          not null references invoice,
  amount       numeric(78,0) not null check (amount > 0),
  applied_at   timestamptz   not null,
  -- Whether the other one was issued with it, so that its document takes it off.
  at_issue     boolean       not null,
  entry_id     uuid          not null,
  check (from_invoice <> to_invoice)
);
create index invoice_credit_from on invoice_credit (from_invoice);
create index invoice_credit_to on invoice_credit (to_invoice);
create trigger invoice_credit_final before update or delete or truncate on invoice_credit
  for each statement execute function document_is_final();

-- Finished facts are erased when they are old enough.
create index outbox_event_done on outbox_event (completed_at) where status = 'DONE';
