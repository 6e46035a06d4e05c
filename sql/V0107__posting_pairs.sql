-- A batch of transfers is worked out two lines at a time: a third fewer steps than line by line.

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
  v_line    integer;
  v_other   integer;
  v_after   numeric;
  v_against numeric;
begin
  -- Most batches are transfers alone: two opposite lines on two accounts each, worked out two lines at a time.
  if v_lines = 2 * v_last and v_last = p_posting then
    for v_entry in 1..v_last loop
      v_line := 2 * v_entry - 1;
      v_account := p_accounts[v_line];
      v_other := p_accounts[v_line + 1];
      v_amount := p_amounts[v_line];
      v_after := v_totals[v_account] + v_amount;
      v_against := v_totals[v_other] - v_amount;
      exit when (p_amounts[v_line + 1] = - v_amount and v_amount <> 0 and v_amount % 1 = 0 and v_account <> v_other
        and p_entries[v_line] = v_entry and p_entries[v_line + 1] = v_entry
        and v_after is not null and v_against is not null) is not true;
      v_totals[v_account] := v_after;
      v_totals[v_other] := v_against;
      v_moved[v_line] := v_after;
      v_moved[v_line + 1] := v_against;
      v_counts[v_account] := v_counts[v_account] + 1;
      v_counts[v_other] := v_counts[v_other] + 1;
      if v_after < v_lowest[v_account] then
        v_lowest[v_account] := v_after;
      end if;
      if v_against < v_lowest[v_other] then
        v_lowest[v_other] := v_against;
      end if;
      v_first[v_entry] := v_line;
      v_posting := v_entry;
    end loop;
  end if;

  -- Whatever else it is, or whatever is wrong with it, line by line and from the beginning.
  if v_posting < p_posting then
    v_totals := array_fill(0::numeric, array[v_size]);
    v_lowest := v_totals;
    v_counts := array_fill(0::bigint, array[v_size]);
    v_moved := array_fill(0::numeric, array[v_lines]);
    v_first := array_fill(null::integer, array[v_last]);
    v_posting := 0;
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
  end if;

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
