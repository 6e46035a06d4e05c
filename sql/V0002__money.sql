-- Double entry: every entry's postings sum to zero, checked by constraint trigger at commit;
-- journal rows are append-only. Amounts are base units.
create table account (
  id         uuid primary key,
  kind       text          not null check (kind in
    ('MEMBER', 'ORGANISATION', 'NODE', 'TREASURY', 'BURN', 'STAKE', 'FEE_RESERVED', 'FEE_HELD', 'GENESIS')),
  owner_id   uuid          not null,
  asset      text          not null check (asset in ('KEEPER', 'ZEN', 'ZOO', 'USD')),
  balance    numeric(78,0) not null default 0,
  version    bigint        not null default 0,
  created_at timestamptz   not null,
  unique (kind, owner_id, asset),
  -- Only genesis may owe: it is the other side of the supply.
  constraint account_not_overdrawn check (balance >= 0 or kind = 'GENESIS')
) with (fillfactor = 70);

create table journal_entry (
  id              uuid primary key,
  idempotency_key text        not null unique,
  cause_kind      text        not null check (cause_kind in
    ('GENESIS', 'RECEIPT', 'QUERY', 'PROPOSAL', 'STAKE', 'TRANSFER')),
  cause_id        uuid        not null,
  memo            text        not null,
  posted_at       timestamptz not null
);
create index journal_entry_cause on journal_entry (cause_kind, cause_id);

create table posting (
  entry_id      uuid          not null references journal_entry,
  line          integer       not null,
  account_id    uuid          not null references account,
  amount        numeric(78,0) not null check (amount <> 0),
  balance_after numeric(78,0) not null,
  primary key (entry_id, line)
);
create index posting_account on posting (account_id, entry_id);

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only: correct it by a reversing entry';
end $$;
create trigger journal_entry_append_only before update or delete or truncate on journal_entry
  for each statement execute function journal_is_append_only();
create trigger posting_append_only before update or delete or truncate on posting
  for each statement execute function journal_is_append_only();

create function entry_is_balanced() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from posting p join account a on a.id = p.account_id
    where p.entry_id = new.entry_id group by a.asset having sum(p.amount) <> 0) then
    raise exception 'entry % is not balanced', new.entry_id;
  end if;
  return null;
end $$;
create constraint trigger posting_balanced after insert on posting
  deferrable initially deferred for each row execute function entry_is_balanced();

-- A fee put aside while a model answers: PENDING, then POSTED or VOID; a crash leaves it to expire.
create table reservation (
  id         uuid primary key,
  account_id uuid          not null references account,
  amount     numeric(78,0) not null check (amount > 0),
  status     text          not null default 'PENDING' check (status in ('PENDING', 'POSTED', 'VOID')),
  expires_at timestamptz   not null,
  created_at timestamptz   not null
);
create index reservation_expiry on reservation (expires_at) where status = 'PENDING';

create table stake (
  id           uuid primary key,
  member_id    uuid          not null references member,
  amount       numeric(78,0) not null check (amount > 0),
  purpose      text          not null check (purpose in ('PROPOSAL', 'EXPERIENCE')),
  purpose_id   uuid          not null,
  status       text          not null default 'LOCKED' check (status in ('LOCKED', 'RETURNED', 'BURNED', 'SLASHED')),
  locked_at    timestamptz   not null,
  released_at  timestamptz,
  unique (purpose, purpose_id)
);
create index stake_member on stake (member_id) where status = 'LOCKED';
