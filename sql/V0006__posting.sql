-- Posting: one entry, or many at once. Both run as the owner of the tables, and nobody else writes the
-- journal or a balance (R__application_role.sql): the application moves money by them or not at all.

-- A table's checks are prepared anew by each statement, a type's once per session: what may stand in the columns that
-- never change is said by types.
create domain account_kind as text check (value in
  ('MEMBER', 'ORGANISATION', 'NODE', 'TREASURY', 'BURN', 'STAKE', 'FEE_RESERVED', 'FEE_HELD', 'GENESIS'));
create domain asset as text check (value in ('KEEPER', 'ZEN', 'ZOO', 'USD'));
create domain cause_kind as text check (value in ('GENESIS', 'RECEIPT', 'QUERY', 'PROPOSAL', 'STAKE', 'TRANSFER'));
alter table account
  drop constraint account_kind_check, drop constraint account_asset_check,
  alter kind type account_kind, alter asset type asset;
alter table journal_entry
  drop constraint journal_entry_cause_kind_check, alter cause_kind type cause_kind;

-- One check per statement instead of one per line and two foreign keys per line: the lines that a statement
-- inserts belong to entries and accounts that exist, and sum to zero per entry and asset. 
--
-- Sessions keep the plans of these functions while the tables grow and while calls are small and big. Everything is
-- found by key, so scans of whole tables are forbidden: a plan made for an empty journal must not outlive its day.
alter table posting drop constraint posting_entry_id_fkey, drop constraint posting_account_id_fkey;
drop trigger posting_balanced on posting;
drop function entry_is_balanced();
create function postings_are_balanced() returns trigger language plpgsql as $$
declare
  v_entry uuid;
begin
  select l.entry_id into v_entry
    from (select n.entry_id, n.amount, (select a.asset from account a where a.id = n.account_id) as asset
            from line n) l
    group by l.entry_id, l.asset
    having sum(l.amount) <> 0 or l.asset is null
      or (select e.id from journal_entry e where e.id = l.entry_id) is null
    limit 1;
  if found then
    raise exception 'entry % is not balanced', v_entry using errcode = 'ZO002';
  end if;
  return null;
end $$;
create trigger posting_balanced after insert on posting referencing new table as line
  for each statement execute function postings_are_balanced();

-- What the foreign keys gave besides: accounts stay.
create function account_stays() returns trigger language plpgsql as $$
begin
  raise exception 'an account is never removed: its postings name it';
end $$;
create trigger account_stays before delete or truncate on account
  for each statement execute function account_stays();

-- Entries are looked up by what caused them, whatever its kind.
drop index journal_entry_cause;
create index journal_entry_cause on journal_entry (cause_id);

-- Names the first line's account that would be overdrawn, as post_entry and post_entries find it.
create function refuse_overdrawn(p_kind text, p_asset text, p_has numeric, p_needs numeric, p_key text)
returns void language plpgsql as $$
begin
  raise exception 'overdrawn: % % has % needs % for %', p_kind, p_asset, p_has, p_needs, p_key
    using errcode = 'ZO001';
end $$;

create function open_accounts(p_ids uuid[], p_kinds text[], p_owners uuid[], p_assets text[], p_at timestamptz)
returns void language sql as $$
  insert into account (id, kind, owner_id, asset, created_at)
    select distinct on (l.kind, l.owner, l.asset) l.id, l.kind, l.owner, l.asset, p_at
    from unnest(p_ids, p_kinds, p_owners, p_assets) as l(id, kind, owner, asset)
    where not exists (
      select 1 from account a where a.kind = l.kind and a.owner_id = l.owner and a.asset = l.asset)
    order by l.kind, l.owner, l.asset
    on conflict (kind, owner_id, asset) do nothing
$$;

-- As in V0002. A statement that finds one row by its key costs less than one that joins and groups a few, so a small
-- entry is posted line by line; one with more lines than that pays is a batch of its own.
create or replace function post_entry(
  p_id uuid, p_key text, p_cause_kind text, p_cause_id uuid, p_memo text, p_at timestamptz,
  p_kinds text[], p_owners uuid[], p_assets text[], p_amounts numeric[], p_account_ids uuid[])
returns uuid language plpgsql security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  v_lines   integer := coalesce(cardinality(p_amounts), 0);
  v_ids     uuid[];
  v_after   numeric[];
  v_id      uuid;
  v_total   numeric;
  v_balance numeric;
begin
  if v_lines > 12 then
    return (post_entries(array[p_id], array[p_key], array[p_cause_kind], array[p_cause_id], array[p_memo], p_at,
      array_fill(1, array[v_lines]), p_kinds, p_owners, p_assets, p_amounts, p_account_ids))[1];
  end if;
  insert into journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at)
    values (p_id, p_key, p_cause_kind, p_cause_id, p_memo, p_at)
    on conflict (idempotency_key) do nothing;
  if not found then
    select id into strict v_id from journal_entry where idempotency_key = p_key;
    return v_id;
  end if;
  if v_lines = 0 then
    raise exception 'entry % has no lines', p_key using errcode = 'ZO002';
  end if;

  for i in 1..v_lines loop
    select id into v_id from account where kind = p_kinds[i] and owner_id = p_owners[i] and asset = p_assets[i];
    if not found then
      perform open_accounts(p_account_ids, p_kinds, p_owners, p_assets, p_at);
      select id into strict v_id from account where kind = p_kinds[i] and owner_id = p_owners[i] and asset = p_assets[i];
    end if;
    v_ids[i] := v_id;
  end loop;

  foreach v_id in array array(select distinct l.id from unnest(v_ids) as l(id) order by l.id) loop
    v_total := 0;
    for i in 1..v_lines loop
      if v_ids[i] = v_id then
        v_total := v_total + p_amounts[i];
      end if;
    end loop;
    update account set balance = balance + v_total, version = version + 1
      where id = v_id and (v_total >= 0 or balance + v_total >= 0 or kind = 'GENESIS')
      returning balance - v_total into v_balance;
    if not found then
      perform refuse_overdrawn(a.kind, a.asset, a.balance, -v_total, p_key) from account a where a.id = v_id;
    end if;
    for i in 1..v_lines loop
      if v_ids[i] = v_id then
        v_balance := v_balance + p_amounts[i];
        v_after[i] := v_balance;
      end if;
    end loop;
  end loop;

  insert into posting (entry_id, line, account_id, amount, balance_after)
    select p_id, l.n, l.id, l.amount, l.after
    from unnest(v_ids, p_amounts, v_after) with ordinality as l(id, amount, after, n);
  return p_id;
end $$;

-- Posts many entries as if one after the other by post_entry, all of them or none: each account is locked and
-- updated once. Line n belongs to entry p_entries[n], counted from 1; lines stand in the order of their entries.
-- Returns the entries' ids in order. A key that was used before, in the journal or earlier in the batch, gives the
-- first id and moves nothing. ZO001 names the first entry that its accounts cannot pay at its place; then, as with
-- ZO002, nothing of the batch is posted.
create function post_entries(
  p_ids uuid[], p_keys text[], p_cause_kinds text[], p_cause_ids uuid[], p_memos text[], p_at timestamptz,
  p_entries integer[], p_kinds text[], p_owners uuid[], p_assets text[], p_amounts numeric[], p_account_ids uuid[])
returns uuid[] language plpgsql security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  v_result  uuid[] := p_ids;
  v_added   integer;
  v_ids     uuid[];
  v_entries integer;
  v_short   integer;
begin
  -- In the order of the keys, so that two batches with the same keys do not wait for each other.
  with added as (
    insert into journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at)
      select e.id, e.key, e.cause_kind, e.cause_id, e.memo, p_at
      from unnest(p_ids, p_keys, p_cause_kinds, p_cause_ids, p_memos) with ordinality
        as e(id, key, cause_kind, cause_id, memo, n)
      order by e.key, e.n
      on conflict (idempotency_key) do nothing
      returning 1
  )
  select count(*) into v_added from added;
  if v_added < cardinality(p_ids) then
    select array_agg(j.id order by e.n) into strict v_result
      from unnest(p_keys) with ordinality as e(key, n) join journal_entry j on j.idempotency_key = e.key;
    select array_agg(l.entry order by l.n), array_agg(l.kind order by l.n), array_agg(l.owner order by l.n),
           array_agg(l.asset order by l.n), array_agg(l.amount order by l.n), array_agg(l.id order by l.n)
      into p_entries, p_kinds, p_owners, p_assets, p_amounts, p_account_ids
      from unnest(p_entries, p_kinds, p_owners, p_assets, p_amounts, p_account_ids) with ordinality
        as l(entry, kind, owner, asset, amount, id, n)
      where v_result[l.entry] = p_ids[l.entry];
  end if;
  if v_added = 0 then
    return v_result;
  end if;

  for v_attempt in 1..2 loop
    select array_agg(x.id order by x.n), count(distinct x.entry), min(x.entry) filter (where x.bounded and x.running < 0)
      into v_ids, v_entries, v_short
      from (
        select y.id, y.n, y.entry, y.bounded,
               y.balance + sum(y.amount) over (partition by y.id order by y.entry) as running
        from (
          select a.id, a.balance, a.kind <> 'GENESIS' as bounded, l.entry, l.amount, l.n
          from unnest(p_entries, p_kinds, p_owners, p_assets, p_amounts) with ordinality
            as l(entry, kind, owner, asset, amount, n)
          join account a on a.kind = l.kind and a.owner_id = l.owner and a.asset = l.asset
          order by a.id for no key update of a) y) x;
    exit when cardinality(v_ids) = cardinality(p_amounts);
    perform open_accounts(p_account_ids, p_kinds, p_owners, p_assets, p_at);
  end loop;
  if v_short is not null then
    perform refuse_overdrawn(a.kind, a.asset, a.balance + l.before, -l.delta, p_keys[v_short])
      from (select s.id, coalesce(sum(s.amount) filter (where s.entry < v_short), 0) as before,
                   sum(s.amount) filter (where s.entry = v_short) as delta
              from unnest(v_ids, p_entries, p_amounts) as s(id, entry, amount) group by s.id) l
      join account a on a.id = l.id
      where a.kind <> 'GENESIS' and a.balance + l.before + l.delta < 0;
  end if;
  if v_entries is distinct from v_added then
    raise exception 'an entry of the batch has no lines' using errcode = 'ZO002';
  end if;

  with line as (
    select l.id, l.entry, l.amount, l.n, sum(l.amount) over (partition by l.id order by l.n) as running
      from unnest(v_ids, p_entries, p_amounts) with ordinality as l(id, entry, amount, n)
  ), delta as (
    select id, sum(amount) as total, count(distinct entry) as entries from line group by id
  ), changed as (
    update account a set balance = a.balance + d.total, version = a.version + d.entries
      from delta d where a.id = d.id
      returning a.id, a.balance - d.total as before
  )
  insert into posting (entry_id, line, account_id, amount, balance_after)
    select p_ids[l.entry], row_number() over (partition by l.entry order by l.n), l.id, l.amount, c.before + l.running
      from line l join changed c on c.id = l.id;
  return v_result;
end $$;
