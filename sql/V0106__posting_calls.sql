-- Of a batch that went the usual way the caller knows the ids: none are sent back.
-- Posts many entries as if one after the other by post_entry, all of them or none: each account is locked and
-- updated once. The accounts are named once each, by id and asset; line n belongs to entry p_entries[n] and moves account
-- p_accounts[n] by p_amounts[n], both counted from 1; lines stand in the order of their entries. Returns the entries'
-- ids in order; null when there is no such account, and nothing is done. A key that was used before, in the journal or
-- earlier in the batch, gives the first id and moves nothing. ZO001 names the first entry that its accounts cannot pay
-- at its place; then, as with ZO002, nothing of the batch is posted. No ids at all: each entry was posted, with the id given.
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
        return case when v_attempt = 1 then '{}' else v_result end;
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
