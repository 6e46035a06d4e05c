-- More kinds of accounts and causes; which of them may owe. The enums AccountKind and CauseKind list the same words.
alter domain account_kind drop constraint account_kind_check1;
alter domain account_kind add constraint account_kind_check check (value in (
  'MEMBER', 'ORGANISATION', 'NODE', 'TREASURY', 'BURN', 'STAKE', 'FEE_RESERVED', 'FEE_HELD', 'GENESIS', 'CREDIT',
  'CREDIT_LINE', 'RECEIVABLE', 'TAX', 'EXCHANGE', 'EXTERNAL', 'UNBONDING', 'DISPUTED', 'REWARD_POOL', 'REVENUE_POOL',
  'ESCROW'));
alter domain cause_kind drop constraint cause_kind_check;
alter domain cause_kind add constraint cause_kind_check check (value in (
  'GENESIS', 'RECEIPT', 'QUERY', 'PROPOSAL', 'STAKE', 'TRANSFER', 'CREDIT', 'CREDIT_LINE', 'INVOICE', 'CREDIT_NOTE',
  'PAYMENT', 'REFUND', 'EPOCH', 'DONATION', 'GRANT', 'SLASH', 'JOB', 'REVERSAL'));

alter table account drop constraint account_not_overdrawn;
alter table account add constraint account_not_overdrawn
  check (balance >= 0 or kind in ('GENESIS', 'RECEIVABLE', 'EXCHANGE', 'EXTERNAL'));

-- The posting functions, as they are but for who may owe.
do $$
declare
  v_name text;
begin
  foreach v_name in array array['post_entry', 'post_entries'] loop
    execute replace(replace(pg_get_functiondef(v_name::regproc),
      'kind = ''GENESIS''', 'kind in (''GENESIS'', ''RECEIVABLE'', ''EXCHANGE'', ''EXTERNAL'')'),
      'kind <> ''GENESIS''', 'kind not in (''GENESIS'', ''RECEIVABLE'', ''EXCHANGE'', ''EXTERNAL'')');
  end loop;
end $$;

-- How an organisation pays and where its invoices go. Tax in basis points of the net amount.
create table billing_account (
  organisation_id uuid primary key references organisation,
  mode            text          not null default 'PREPAID' check (mode in ('PREPAID', 'POSTPAID')),
  credit_limit    numeric(78,0) not null default 0 check (credit_limit >= 0),
  legal_name      text          not null default '',
  address         text          not null default '',
  tax_id          text          not null default '',
  tax_bp          integer       not null default 0 check (tax_bp between 0 and 10000),
  email           text          not null default ''
);
insert into billing_account (organisation_id) select id from organisation;
create function open_billing_account() returns trigger language plpgsql as $$
begin
  insert into billing_account (organisation_id) values (new.id);
  return null;
end $$;
create trigger billing_account_opened after insert on organisation
  for each row execute function open_billing_account();
