-- A batch is worked out in one pass over its lines and written by two statements. The former way found the same by
-- window functions, sorts and groups, which were a third of its time.

-- Whether an account may owe is set when it is opened. A trigger before the update of each row, even of other columns,
-- locks the row first, by a record of its own in the write-ahead log: one before the statement does not.
drop trigger account_may_owe on account;
create trigger account_may_owe before insert on account for each row execute function account_may_owe();
create function account_keeps_its_kind() returns trigger language plpgsql as $$
begin
  raise exception 'an account keeps its kind';
end $$;
create trigger account_keeps_its_kind before update of kind, may_owe on account
  for each statement execute function account_keeps_its_kind();

-- Moves balances: account n by p_totals[n], if the lowest that it would have meanwhile, p_lowest[n] from now, is not
-- less than it may have; its version counts p_entries[n] more. Returns what it found before, shorter where it could
-- not. One scan goes through the index in the order of the ids, beside the lines in the same order, so that accounts
-- are locked in that order whatever order the caller has; the other plans are forbidden.
create or replace function move_balances(
  p_account_ids uuid[], p_assets text[], p_totals numeric[], p_lowest numeric[], p_entries bigint[])
returns numeric[]
language plpgsql set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off
set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
declare
  v_before numeric[];
begin
  with moved as (
    update account a set balance = a.balance + m.total, version = a.version + m.entries
      from (
        select * from unnest(p_account_ids, p_assets, p_totals, p_lowest, p_entries) with ordinality
          as m(id, asset, total, lowest, entries, n)
        order by id) m
      where a.id = any (p_account_ids) and a.id = m.id and a.asset = m.asset
        and (m.lowest >= 0 or a.balance + m.lowest >= 0 or a.may_owe)
      returning m.n, old.balance as before
  )
  select array_agg(before order by n) into v_before from moved;
  return v_before;
end $$;

-- The usual way of post_entries: false, with some of it done, when anything is not as usual; a key that was used is a
-- unique violation. p_posting is how many entries have lines. ZO002: an entry's lines do not sum to zero, or an amount
-- is not whole, or lines do not stand in the order of their entries.
create or replace function post_batch(
  p_ids uuid[], p_keys text[], p_cause_kinds text[], p_cause_ids uuid[], p_memos text[], p_at timestamptz,
  p_account_ids uuid[], p_assets text[], p_entries integer[], p_accounts integer[], p_amounts numeric[],
  p_posting integer)
returns boolean language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_size    integer := cardinality(p_account_ids);
  v_lines   integer := cardinality(p_entries);
  v_last    integer := cardinality(p_ids);
  -- Of the accounts: what they are moved by so far, the lowest of it after an entry, the last entry and how many.
  v_totals  numeric[] := array_fill(0::numeric, array[v_size]);
  v_lowest  numeric[] := v_totals;
  v_latest  integer[] := array_fill(0, array[v_size]);
  v_counts  bigint[] := array_fill(0::bigint, array[v_size]);
  -- Of the lines: what their account is moved by up to here.
  v_moved   numeric[] := array_fill(0::numeric, array[v_lines]);
  -- Of the entries: their first line.
  v_first   integer[] := array_fill(null::integer, array[v_last]);
  v_before  numeric[];
  v_posting integer := 0;
  v_entry   integer := 0;
  v_sum     numeric := 0;
  v_account integer;
  v_amount  numeric;
begin
  for v_line in 1..v_lines loop
    v_account := p_accounts[v_line];
    v_amount := p_amounts[v_line];
    if p_entries[v_line] = v_entry then
      v_sum := v_sum + v_amount;
    elsif p_entries[v_line] > v_entry and p_entries[v_line] <= v_last and v_sum = 0 then
      v_entry := p_entries[v_line];
      v_first[v_entry] := v_line;
      v_posting := v_posting + 1;
      v_sum := v_amount;
    else
      v_sum := null;
    end if;
    if v_latest[v_account] < v_entry then
      v_latest[v_account] := v_entry;
      v_counts[v_account] := v_counts[v_account] + 1;
      if v_totals[v_account] < v_lowest[v_account] then
        v_lowest[v_account] := v_totals[v_account];
      end if;
    elsif v_latest[v_account] is null then
      v_sum := null;
    end if;
    if (v_amount <> 0 and v_amount % 1 = 0 and v_sum is not null) is not true then
      v_sum := null;
      exit;
    end if;
    v_totals[v_account] := v_totals[v_account] + v_amount;
    v_moved[v_line] := v_totals[v_account];
  end loop;
  if (v_sum = 0 and v_posting = p_posting) is not true then
    raise exception 'an entry of the batch is not balanced' using errcode = 'ZO002';
  end if;
  for v_account in 1..v_size loop
    if v_totals[v_account] < v_lowest[v_account] then
      v_lowest[v_account] := v_totals[v_account];
    end if;
  end loop;

  v_before := move_balances(p_account_ids, p_assets, v_totals, v_lowest, v_counts);
  if cardinality(v_before) is distinct from v_size then
    return false;
  end if;

  insert into journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at,
      first_account, first_amount, first_after,
      second_account, second_amount, second_after)
    select e.id, e.key, e.cause_kind, e.cause_id, e.memo, p_at,
           p_account_ids[p_accounts[l]], p_amounts[l], v_before[p_accounts[l]] + v_moved[l],
           p_account_ids[p_accounts[l + 1]], p_amounts[l + 1], v_before[p_accounts[l + 1]] + v_moved[l + 1]
      from unnest(p_ids, p_keys, p_cause_kinds, p_cause_ids, p_memos, v_first)
        as e(id, key, cause_kind, cause_id, memo, l)
      where l is not null;
  if v_lines > 2 * v_posting then
    insert into posting_line (entry_id, line, account_id, amount, balance_after)
      select p_ids[p_entries[l]], l - v_first[p_entries[l]] + 1, p_account_ids[p_accounts[l]], p_amounts[l],
             v_before[p_accounts[l]] + v_moved[l]
        from generate_series(1, v_lines) l where l - v_first[p_entries[l]] >= 2;
  end if;
  return true;
end $$;

-- Posts many entries as if one after the other by post_entry, all of them or none: each account is locked and
-- updated once. The accounts are named once each, by id and asset; line n belongs to entry p_entries[n] and moves account
-- p_accounts[n] by p_amounts[n], both counted from 1; lines stand in the order of their entries. Returns the entries'
-- ids in order; null when there is no such account, and nothing is done. A key that was used before, in the journal or
-- earlier in the batch, gives the first id and moves nothing. ZO001 names the first entry that its accounts cannot pay
-- at its place; then, as with ZO002, nothing of the batch is posted.
create or replace function post_entries(
  p_ids uuid[], p_keys text[], p_cause_kinds text[], p_cause_ids uuid[], p_memos text[], p_at timestamptz,
  p_account_ids uuid[], p_assets text[], p_entries integer[], p_accounts integer[], p_amounts numeric[])
returns uuid[] language plpgsql security definer
set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  v_result     uuid[] := p_ids;
  v_posting    integer := cardinality(p_ids);
  v_constraint text;
begin
  -- Of one asset, an entry whose lines sum to zero is balanced, and post_batch adds them up. Of several, each has to.
  if cardinality(p_account_ids) is distinct from cardinality(p_assets)
    or cardinality(p_accounts) is distinct from cardinality(p_entries)
    or cardinality(p_amounts) is distinct from cardinality(p_entries)
    or p_assets is distinct from array_fill(p_assets[1], array[cardinality(p_assets)]) and exists (
      select from unnest(p_entries, p_accounts, p_amounts) as l(entry, account, amount)
      left join unnest(p_assets) with ordinality as a(asset, n) on a.n = l.account
      group by l.entry, a.asset having (sum(l.amount) = 0) is not true or a.asset is null) then
    raise exception 'an entry of the batch is not balanced' using errcode = 'ZO002';
  end if;
  for v_attempt in 1..20 loop
    begin
      if post_batch(p_ids, p_keys, p_cause_kinds, p_cause_ids, p_memos, p_at, p_account_ids, p_assets,
          p_entries, p_accounts, p_amounts, v_posting) then
        return v_result;
      end if;
      raise exception 'not as usual' using errcode = 'ZO003';
    exception
      when sqlstate 'ZO003' then
        null;
      when unique_violation then
        get stacked diagnostics v_constraint = constraint_name;
        if v_constraint <> 'journal_entry_idempotency_key_key' then
          raise;
        end if;
    end;

    if exists (
      select from unnest(p_account_ids) as l(id) where not exists (select from account a where a.id = l.id)) then
      return null;
    end if;
    if (select count(distinct id) from unnest(p_account_ids) as l(id)) <> cardinality(p_account_ids)
      or exists (
        select from unnest(p_account_ids, p_assets) as l(id, asset) join account a on a.id = l.id
        where a.asset is distinct from l.asset) then
      raise exception 'an account of the batch is named twice or of another asset' using errcode = 'ZO002';
    end if;
    -- Entries whose keys are used already are left out, with the accounts that only they move.
    select array_agg(coalesce(j.id, p_ids[e.first]) order by e.n) into v_result
      from (select key, n, min(n) over (partition by key) as first
              from unnest(p_keys) with ordinality as u(key, n)) e
      left join journal_entry j on j.idempotency_key = e.key;
    select count(*) into v_posting from unnest(p_ids, v_result) as r(mine, first) where mine = first;
    if v_posting = 0 then
      return v_result;
    end if;
    select array_agg(a.id order by a.n), array_agg(a.asset order by a.n) into p_account_ids, p_assets
      from unnest(p_account_ids, p_assets) with ordinality as a(id, asset, n)
      where a.n in (select account from unnest(p_entries, p_accounts) as l(entry, account)
                    where p_ids[entry] = v_result[entry]);
    select array_agg(l.entry order by l.n), array_agg(l.account order by l.n), array_agg(l.amount order by l.n)
      into p_entries, p_accounts, p_amounts
      from (select entry, dense_rank() over (order by account) as account, amount, n
              from unnest(p_entries, p_accounts, p_amounts) with ordinality as u(entry, account, amount, n)
              where p_ids[entry] = v_result[entry]) l;

    perform 1 from account a where a.id = any (p_account_ids) order by a.id for no key update;
    perform refuse_overdrawn(s.kind, s.asset, s.balance + s.running - s.delta, - s.delta, p_keys[s.entry])
      from (
        select a.kind, a.asset, a.balance, d.entry, d.delta, d.running
          from (select account, entry, sum(amount) as delta,
                       sum(sum(amount)) over (partition by account order by entry) as running
                  from unnest(p_entries, p_accounts, p_amounts) as l(entry, account, amount)
                  group by account, entry) d
          join account a on a.id = p_account_ids[d.account]
          where not a.may_owe and a.balance + d.running < 0
          order by d.entry limit 1) s;
  end loop;
  raise exception 'the batch met others with the same keys too often' using errcode = 'serialization_failure';
end $$;
