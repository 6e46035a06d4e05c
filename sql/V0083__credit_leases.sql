-- Credit leases: a server takes a slice of what a payer may spend once, spends it in memory and settles what was
-- answered in batches. A lease is PENDING, then POSTED (something of it was settled) or VOID (nothing was) for ever.
-- What is left of it, amount less settled, stands on the payer's FEE_RESERVED account and, window by window, in leased.
-- After expires_at, by this database's clock, nothing is settled against it any more and anybody may end it: a server
-- that died or stood still strands one lease for so long and can never spend it twice.
create table credit_lease (
  id           uuid primary key,
  holder       uuid          not null,
  payer_kind   text          not null check (payer_kind in ('MEMBER', 'ORGANISATION')),
  payer_id     uuid          not null,
  project_id   uuid references project,
  key_family   uuid references api_key,
  -- The one account it was taken from and goes back to.
  source_kind  account_kind  not null,
  source_owner uuid          not null,
  asset        asset         not null,
  amount       numeric(78,0) not null check (amount > 0),
  settled      numeric(78,0) not null default 0,
  status       text          not null default 'PENDING' check (status in ('PENDING', 'POSTED', 'VOID')),
  -- Nothing more is to be spent of it, because a budget changed or another server needs the rest.
  recalled     boolean       not null default false,
  expires_at   timestamptz   not null,
  opened_at    timestamptz   not null,
  ended_at     timestamptz,
  check (settled between 0 and amount),
  check ((status = 'PENDING') = (ended_at is null))
) with (fillfactor = 70);
create index credit_lease_expiry on credit_lease (expires_at) where status = 'PENDING';
create index credit_lease_payer on credit_lease (payer_id) where status = 'PENDING';

-- The windows that bind a lease: each counts what is left of it as leased.
create table credit_lease_window (
  lease_id  uuid        not null references credit_lease,
  budget_id uuid        not null references budget,
  starts_at timestamptz not null,
  primary key (lease_id, budget_id)
);

-- spent is settled or reserved by single queries; a hard budget holds spent and leased together within its limit.
alter table budget_window
  add leased numeric(78,0) not null default 0 check (leased >= 0);

-- Opens a lease of at most p_most units and of that share, in basis points, of what each thing that binds it has left;
-- nothing when that is less than p_least. Windows are locked in the order of budgets, then grants in the order in which
-- they are used up, then accounts, as everywhere. One account pays: the grant that ends soonest, else the account or,
-- post-paid, the credit line. Its balance is read without a lock; who is quicker makes post_entry raise ZO001.
create function open_lease(
  p_id uuid, p_holder uuid, p_kind text, p_payer uuid, p_project uuid, p_key uuid, p_asset text, p_most numeric,
  p_least numeric, p_share_bp integer, p_budgets uuid[], p_starts timestamptz[], p_lasts interval, p_at timestamptz,
  p_entry uuid)
returns numeric language plpgsql set enable_seqscan = off as $$
declare
  v_now     timestamptz := clock_timestamp();
  v_amount  numeric := p_most;
  v_window  record;
  v_limit   record;
  v_kind    text := p_kind;
  v_owner   uuid := p_payer;
  v_balance numeric;
begin
  for v_window in
    select b.id, b.starts_at from unnest(p_budgets, p_starts) as b(id, starts_at) order by b.id
  loop
    insert into budget_window (budget_id, starts_at, spent) values (v_window.id, v_window.starts_at, 0)
      on conflict do nothing;
    select b.most, b.hard, w.spent, w.leased into strict v_limit
      from budget_window w join budget b on b.id = w.budget_id
      where w.budget_id = v_window.id and w.starts_at = v_window.starts_at for no key update of w;
    if v_limit.hard then
      v_amount := least(v_amount, div((v_limit.most - v_limit.spent - v_limit.leased) * p_share_bp, 10000));
    end if;
    if v_amount < p_least then
      return 0;
    end if;
  end loop;

  select g.id, a.balance into v_owner, v_balance
    from credit_grant g join account a on a.kind = 'CREDIT' and a.owner_id = g.id and a.asset = p_asset
    where g.owner_id = p_payer and g.owner_kind = p_kind and g.closed_at is null
      and (g.expires_at is null or g.expires_at > p_at) and a.balance > 0
    order by g.expires_at, g.id limit 1 for no key update of g;
  if found then
    v_kind := 'CREDIT';
  else
    v_owner := p_payer;
    if p_kind = 'ORGANISATION' and exists (
      select from billing_account where organisation_id = p_payer and mode = 'POSTPAID') then
      v_kind := 'CREDIT_LINE';
    end if;
    select balance into v_balance from account where kind = v_kind and owner_id = v_owner and asset = p_asset;
  end if;
  v_amount := least(v_amount, div(coalesce(v_balance, 0) * p_share_bp, 10000));
  if v_amount < p_least or v_amount <= 0 then
    return 0;
  end if;

  insert into credit_lease (id, holder, payer_kind, payer_id, project_id, key_family, source_kind, source_owner, asset,
      amount, expires_at, opened_at)
    values (p_id, p_holder, p_kind, p_payer, p_project, p_key, v_kind, v_owner, p_asset,
      v_amount, v_now + p_lasts, v_now);
  insert into credit_lease_window (lease_id, budget_id, starts_at)
    select p_id, b.id, b.starts_at from unnest(p_budgets, p_starts) as b(id, starts_at);
  update budget_window w set leased = w.leased + v_amount
    from unnest(p_budgets, p_starts) as b(id, starts_at)
    where w.budget_id = b.id and w.starts_at = b.starts_at;
  perform post_entry(p_entry, 'lease:open:' || p_id, 'QUERY', p_id, 'Fees of coming questions reserved', p_at,
    array[v_kind, 'FEE_RESERVED'], array[v_owner, p_payer], array[p_asset, p_asset], array[-v_amount, v_amount]);
  return v_amount;
end $$;

-- Settles against leases: line n takes p_amounts[n] from lease p_ids[n], each named once, all of them or none. Moves
-- leased to spent in the windows; the journal entry is the caller's. Returns null when it is done, else the first lease
-- that cannot give so much: it has ended, its time is over or it is too small.
create function settle_leases(p_ids uuid[], p_amounts numeric[])
returns uuid language plpgsql set enable_seqscan = off as $$
declare
  v_refused uuid;
begin
  perform from credit_lease where id = any (p_ids) order by id for no key update;
  select s.id into v_refused
    from unnest(p_ids, p_amounts) as s(id, amount) left join credit_lease l on l.id = s.id
    where (l.status = 'PENDING' and l.expires_at > clock_timestamp() and s.amount > 0
      and l.settled + s.amount <= l.amount) is not true
    order by s.id limit 1;
  if found then
    return v_refused;
  end if;
  update credit_lease l set settled = l.settled + s.amount
    from unnest(p_ids, p_amounts) as s(id, amount) where l.id = s.id;

  perform from budget_window w
    where (w.budget_id, w.starts_at) in (
      select c.budget_id, c.starts_at from credit_lease_window c where c.lease_id = any (p_ids))
    order by w.budget_id, w.starts_at for no key update;
  update budget_window w set leased = w.leased - m.amount, spent = w.spent + m.amount
    from (
      select c.budget_id, c.starts_at, sum(s.amount) as amount
        from unnest(p_ids, p_amounts) as s(id, amount) join credit_lease_window c on c.lease_id = s.id
        group by c.budget_id, c.starts_at) m
    where w.budget_id = m.budget_id and w.starts_at = m.starts_at;
  return null;
end $$;

-- Gives back at most p_most units of what is left of a lease, all of it when null; then nothing is left and the lease
-- ends. With p_expired only one whose time is over. Returns what was given back; null when it has ended before.
create function return_lease(p_id uuid, p_most numeric, p_expired boolean, p_memo text, p_at timestamptz, p_entry uuid)
returns numeric language plpgsql set enable_seqscan = off as $$
declare
  v_lease credit_lease;
  v_units numeric;
  v_ends  boolean;
  v_kind  text;
  v_owner uuid;
begin
  select * into v_lease from credit_lease where id = p_id and status = 'PENDING' for no key update;
  if not found or p_expired and v_lease.expires_at > clock_timestamp() then
    return null;
  end if;
  v_units := least(coalesce(p_most, v_lease.amount), v_lease.amount - v_lease.settled);
  v_ends := p_most is null or v_units = v_lease.amount;
  update credit_lease set
    amount = case when v_units < amount then amount - v_units else amount end,
    status = case when not v_ends then status when settled > 0 then 'POSTED' else 'VOID' end,
    ended_at = case when v_ends then clock_timestamp() end
    where id = p_id;
  if v_units = 0 then
    return 0;
  end if;

  perform from budget_window w
    where (w.budget_id, w.starts_at) in (
      select c.budget_id, c.starts_at from credit_lease_window c where c.lease_id = p_id)
    order by w.budget_id, w.starts_at for no key update;
  update budget_window w set leased = w.leased - v_units
    from credit_lease_window c
    where c.lease_id = p_id and w.budget_id = c.budget_id and w.starts_at = c.starts_at;

  v_kind := v_lease.source_kind;
  v_owner := v_lease.source_owner;
  if v_kind = 'CREDIT' then
    perform from credit_grant where id = v_owner and closed_at is null for no key update;
    if not found then
      v_kind := 'TREASURY';
      v_owner := '00000000-0000-0000-0000-000000000001';
    end if;
  end if;
  perform post_entry(p_entry, 'lease:return:' || p_entry, 'QUERY', p_id, p_memo, p_at,
    array['FEE_RESERVED', v_kind], array[v_lease.payer_id, v_owner],
    array[v_lease.asset::text, v_lease.asset::text], array[-v_units, v_units]);
  return v_units;
end $$;
