-- Inference credits: the grant owns its CREDIT account, which only queries of its owner draw on. What is left returns
-- to the treasury when business time reaches its end.
create table credit_grant (
  id              uuid primary key,
  owner_kind      text          not null check (owner_kind in ('MEMBER', 'ORGANISATION')),
  owner_id        uuid          not null,
  amount          numeric(78,0) not null check (amount > 0),
  reason          text          not null check (length(reason) between 1 and 200),
  idempotency_key text          not null unique,
  granted_by      text          not null,
  granted_at      timestamptz   not null,
  expires_at      timestamptz,
  warned_at       timestamptz,
  closed_at       timestamptz,
  check (expires_at > granted_at)
);
create index credit_grant_open on credit_grant (owner_id, expires_at, id) where closed_at is null;
create index credit_grant_owner on credit_grant (owner_id, granted_at);
create index credit_grant_expiry on credit_grant (expires_at) where closed_at is null and expires_at is not null;

-- Whose reserved account holds the fee; account_id is the first account it was taken from.
alter table reservation add payer_id uuid;
update reservation r set payer_id = a.owner_id from account a where a.id = r.account_id;
alter table reservation alter payer_id set not null;

-- What each account gave to a fee that was put together from several; none for a fee from one.
create table reservation_source (
  reservation_id uuid          not null references reservation,
  account_id     uuid          not null references account,
  amount         numeric(78,0) not null check (amount > 0),
  primary key (reservation_id, account_id)
);

-- Puts a fee aside, once per query, and answers whether it did now. Credits pay first, those that end soonest before
-- the others; then the organisation's account or, post-paid, its credit line; a member's account. Open grants are
-- locked in the order in which they are used up, then the accounts by post_entry: what a query sees of a grant is
-- what it can take. ZO001 as post_entry raises it, with what credits would give.
create function reserve_fee(
  p_query uuid, p_kind text, p_payer uuid, p_asset text, p_fee numeric, p_expires_at timestamptz,
  p_created_at timestamptz, p_at timestamptz, p_entry uuid, p_reserved uuid)
returns boolean language plpgsql set enable_seqscan = off as $$
declare
  v_left     numeric   := p_fee;
  v_kinds    text[]    := '{}';
  v_owners   uuid[]    := '{}';
  v_accounts uuid[]    := '{}';
  v_amounts  numeric[] := '{}';
  v_kind     text      := p_kind;
  v_grant    uuid;
  v_account  uuid;
  v_balance  numeric;
  v_takes    numeric;
begin
  if exists (select from reservation where id = p_query) then
    return false;
  end if;
  for v_grant in
    select id from credit_grant
      where owner_id = p_payer and owner_kind = p_kind and closed_at is null and (expires_at is null or expires_at > p_at)
      order by expires_at, id for no key update
  loop
    select id, least(balance, v_left) into v_account, v_takes
      from account where kind = 'CREDIT' and owner_id = v_grant and asset = p_asset;
    continue when not found or v_takes = 0;
    v_kinds := v_kinds || 'CREDIT'::text;
    v_owners := v_owners || v_grant;
    v_accounts := v_accounts || v_account;
    v_amounts := v_amounts || -v_takes;
    v_left := v_left - v_takes;
    exit when v_left = 0;
  end loop;

  if v_left > 0 then
    if p_kind = 'ORGANISATION' and exists (
      select from billing_account where organisation_id = p_payer and mode = 'POSTPAID') then
      v_kind := 'CREDIT_LINE';
    end if;
    select id, balance into v_account, v_balance
      from account where kind = v_kind and owner_id = p_payer and asset = p_asset;
    if not found or v_balance < v_left then
      raise exception 'overdrawn: % % has % needs % beside %', v_kind, p_asset, coalesce(v_balance, 0), v_left, p_fee - v_left
        using errcode = 'ZO001';
    end if;
    v_kinds := v_kinds || v_kind;
    v_owners := v_owners || p_payer;
    v_accounts := v_accounts || v_account;
    v_amounts := v_amounts || -v_left;
  end if;

  insert into reservation (id, account_id, payer_id, amount, expires_at, created_at)
    values (p_query, v_accounts[1], p_payer, p_fee, p_expires_at, p_created_at)
    on conflict (id) do nothing;
  if not found then
    return false;
  end if;
  if cardinality(v_accounts) > 1 then
    insert into reservation_source (reservation_id, account_id, amount)
      select p_query, s.id, -s.amount from unnest(v_accounts, v_amounts) as s(id, amount);
  end if;
  perform post_entry(p_entry, 'fee:reserve:' || p_query, 'QUERY', p_query, 'Fee reserved', p_at,
    v_kinds || 'FEE_RESERVED'::text, v_owners || p_payer, array_fill(p_asset, array[cardinality(v_kinds) + 1]),
    v_amounts || p_fee, v_accounts || p_reserved);
  return true;
end $$;
