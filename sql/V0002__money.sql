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
create index account_owner on account (owner_id);

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

-- Posts one balanced entry and returns its id; a key that was used before returns the first id and
-- moves nothing. Line n is the account of (p_kinds[n], p_owners[n], p_assets[n]), opened under
-- p_account_ids[n] when missing. Accounts are locked in id order, so two entries never wait for each
-- other. ZO001: an account would be overdrawn (the message names what is there and what is needed);
-- ZO002: the lines do not sum to zero.
create function post_entry(
  p_id uuid, p_key text, p_cause_kind text, p_cause_id uuid, p_memo text, p_at timestamptz,
  p_kinds text[], p_owners uuid[], p_assets text[], p_amounts numeric[], p_account_ids uuid[])
returns uuid language plpgsql as $$
declare
  v_first   uuid;
  v_ids     uuid[];
  v_short   record;
begin
  insert into journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at)
    values (p_id, p_key, p_cause_kind, p_cause_id, p_memo, p_at)
    on conflict (idempotency_key) do nothing;
  if not found then
    select id into strict v_first from journal_entry where idempotency_key = p_key;
    return v_first;
  end if;

  if coalesce(array_length(p_amounts, 1), 0) = 0 or exists (
    select 1 from unnest(p_assets, p_amounts) as l(asset, amount) group by asset having sum(amount) <> 0) then
    raise exception 'entry % is not balanced', p_key using errcode = 'ZO002';
  end if;

  insert into account (id, kind, owner_id, asset, created_at)
    select distinct on (l.kind, l.owner, l.asset) l.id, l.kind, l.owner, l.asset, p_at
    from unnest(p_account_ids, p_kinds, p_owners, p_assets) as l(id, kind, owner, asset)
    where not exists (
      select 1 from account a where a.kind = l.kind and a.owner_id = l.owner and a.asset = l.asset)
    order by l.kind, l.owner, l.asset
    on conflict (kind, owner_id, asset) do nothing;

  select array_agg(a.id order by l.n) into v_ids
    from unnest(p_kinds, p_owners, p_assets) with ordinality as l(kind, owner, asset, n)
    join account a on a.kind = l.kind and a.owner_id = l.owner and a.asset = l.asset;
  perform 1 from account where id = any (v_ids) order by id for no key update;

  select a.kind, a.asset, a.balance, -d.delta as needed into v_short
    from (select l.id, sum(l.amount) as delta from unnest(v_ids, p_amounts) as l(id, amount) group by l.id) d
    join account a on a.id = d.id
    where a.kind <> 'GENESIS' and d.delta < 0 and a.balance + d.delta < 0 limit 1;
  if found then
    raise exception 'overdrawn: % % has % needs %', v_short.kind, v_short.asset, v_short.balance, v_short.needed
      using errcode = 'ZO001';
  end if;

  with line as (
    select l.id, l.amount, l.n from unnest(v_ids, p_amounts) with ordinality as l(id, amount, n)
  ), delta as (
    select id, sum(amount) as total from line group by id
  ), changed as (
    update account a set balance = a.balance + d.total, version = a.version + 1
      from delta d where a.id = d.id
      returning a.id, a.balance - d.total as before
  )
  insert into posting (entry_id, line, account_id, amount, balance_after)
    select p_id, l.n, l.id, l.amount,
           c.before + sum(l.amount) over (partition by l.id order by l.n)
      from line l join changed c on c.id = l.id;
  return p_id;
end $$;

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
