-- Invoices and what settles them. Every row is written once: how far an invoice is paid follows from its payments and
-- credit notes.

-- The last number given in a series and year; taken in the transaction that writes the document, so none is lost.
create table document_series (
  series text    not null check (series in ('INV', 'CN')),
  year   integer not null,
  last   bigint  not null check (last > 0),
  primary key (series, year)
) with (fillfactor = 50);

-- Amounts of KEEPER in base units, of USD in cents. Usage invoices are for one calendar month (UTC), top-ups for none.
create table invoice (
  id              uuid primary key,
  number          text          not null unique,
  organisation_id uuid          not null references organisation,
  kind            text          not null check (kind in ('USAGE', 'TOP_UP')),
  postpaid        boolean       not null,
  period_start    timestamptz,
  period_end      timestamptz,
  issued_at       timestamptz   not null,
  due_at          timestamptz   not null check (due_at >= issued_at),
  plan            text          not null,
  seller_name     text          not null,
  seller_address  text          not null,
  pay_to          text          not null,
  bill_name       text          not null,
  bill_address    text          not null,
  bill_tax_id     text          not null,
  bill_email      text          not null,
  usage           numeric(78,0) not null,
  fees            numeric(78,0) not null,
  credits_used    numeric(78,0) not null,
  settled         numeric(78,0) not null,
  charged         numeric(78,0) not null check (charged >= 0),
  rate            numeric       not null check (rate > 0),
  net             numeric(78,0) not null check (net >= 0),
  tax_bp          integer       not null check (tax_bp between 0 and 10000),
  tax             numeric(78,0) not null check (tax >= 0),
  gross           numeric(78,0) not null check (gross = net + tax),
  entry_id        uuid,
  unique (organisation_id, period_start),
  check ((kind = 'USAGE') = (period_start is not null and period_end is not null))
);
create index invoice_organisation on invoice (organisation_id, issued_at desc);
create index invoice_issued on invoice (issued_at desc);

create table invoice_line (
  invoice_id  uuid          not null references invoice,
  line        integer       not null,
  description text          not null,
  project     text,
  model       text,
  unit        text          not null,
  quantity    numeric(78,0) not null,
  unit_price  numeric(78,0) not null,
  amount      numeric(78,0) not null,
  primary key (invoice_id, line)
);

create table invoice_payment (
  id              uuid primary key,
  invoice_id      uuid          not null references invoice,
  idempotency_key text          not null unique,
  amount          numeric(78,0) not null check (amount > 0),
  reference       text          not null,
  recorded_by     uuid          not null,
  recorded_at     timestamptz   not null,
  entry_id        uuid          not null
);
create index invoice_payment_invoice on invoice_payment (invoice_id);

create table credit_note (
  id         uuid primary key,
  number     text          not null unique,
  invoice_id uuid          not null references invoice,
  net        numeric(78,0) not null,
  tax        numeric(78,0) not null,
  gross      numeric(78,0) not null check (gross > 0 and gross = net + tax),
  reason     text          not null,
  issued_by  uuid          not null,
  issued_at  timestamptz   not null,
  entry_id   uuid          not null
);
create index credit_note_invoice on credit_note (invoice_id);

-- That the organisation was told of an overdue invoice, once.
create table invoice_reminder (
  invoice_id uuid primary key references invoice,
  told_at    timestamptz not null
);

create table refund (
  id              uuid primary key,
  organisation_id uuid          not null references organisation,
  asset           asset         not null check (asset in ('KEEPER', 'USD')),
  amount          numeric(78,0) not null check (amount > 0),
  reason          text          not null,
  requested_by    uuid          not null,
  requested_at    timestamptz   not null
);
create index refund_organisation on refund (organisation_id, requested_at desc);

create table refund_decision (
  refund_id  uuid primary key references refund,
  approved   boolean     not null,
  decided_by uuid        not null,
  decided_at timestamptz not null,
  entry_id   uuid,
  check (approved = (entry_id is not null))
);

create function document_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never changed: issue a credit note or a refund', tg_table_name;
end $$;
do $$
declare
  v_name text;
begin
  foreach v_name in array array['invoice', 'invoice_line', 'invoice_payment', 'credit_note', 'invoice_reminder',
    'refund', 'refund_decision'] loop
    execute format('create trigger %I before update or delete or truncate on %I
      for each statement execute function document_is_final()', v_name || '_final', v_name);
  end loop;
end $$;
