-- Posting costs what it writes. Every entry has at least two lines, most have no more: the first two stand in the
-- entry's own row, further ones in posting_line, and posting is the view of all of them. A transfer so writes one row
-- with five index entries where it wrote three with seven.
--
-- Money still moves by functions alone (R__application_role.sql). They lock accounts in the order of their ids, after
-- the missing ones were opened in the order of owner, kind and asset, so that two entries never wait for each other,
-- and write the entry last: its key decides.

-- Whether an account may owe never changes, so that the bound of a balance is one word to read. Not a generated column:
-- an update prepares the expression of one anew for each row. Each update of a balance below says the bound itself, and
-- nobody else has the right to update one: a check of the table besides, prepared anew by each statement, cost 20 of
-- the 170 microseconds of a transfer. The audit asks whether an account owes that may not.
alter table account
  add may_owe boolean not null default false,
  drop constraint account_not_overdrawn,
  drop constraint account_kind_owner_id_asset_key;
create function account_may_owe() returns trigger language plpgsql as $$
begin
  new.may_owe := new.kind in ('GENESIS', 'RECEIVABLE', 'EXCHANGE', 'EXTERNAL');
  return new;
end $$;
create trigger account_may_owe before insert or update of kind, may_owe on account
  for each row execute function account_may_owe();
update account set may_owe = default;
alter table account
  add constraint account_of_owner unique (owner_id, kind, asset);
drop index account_owner;

alter table posting rename to posting_line;
drop trigger posting_balanced on posting_line;
drop function postings_are_balanced();
alter table posting_line disable trigger posting_append_only;
alter table journal_entry disable trigger journal_entry_append_only;

-- Keys are compared byte by byte, whatever language the database speaks.
alter table journal_entry
  alter idempotency_key type text collate "C",
  add first_account  uuid,
  add first_amount   numeric(78,0),
  add first_after    numeric(78,0),
  add second_account uuid,
  add second_amount  numeric(78,0),
  add second_after   numeric(78,0);
with line as (
  select p.*, row_number() over (partition by entry_id order by line) as place from posting_line p
)
update journal_entry e
  set first_account = a.account_id, first_amount = a.amount, first_after = a.balance_after,
      second_account = b.account_id, second_amount = b.amount, second_after = b.balance_after
  from line a join line b on b.entry_id = a.entry_id and b.place = 2
  where a.entry_id = e.id and a.place = 1;
delete from posting_line l using (
  select entry_id, line, row_number() over (partition by entry_id order by line) as place from posting_line) p
  where p.entry_id = l.entry_id and p.line = l.line and p.place <= 2;
alter table journal_entry
  alter first_account set not null, alter first_amount set not null, alter first_after set not null,
  alter second_account set not null, alter second_amount set not null, alter second_after set not null;
alter table posting_line enable trigger posting_append_only;
alter table journal_entry enable trigger journal_entry_append_only;
create index journal_entry_first on journal_entry (first_account, id);
create index journal_entry_second on journal_entry (second_account, id);

-- No conditions here: so the planner sees through it, by entry as well as by account.
create view posting (entry_id, line, account_id, amount, balance_after) as
  select id, 1, first_account, first_amount, first_after from journal_entry
  union all
  select id, 2, second_account, second_amount, second_after from journal_entry
  union all
  select entry_id, line, account_id, amount, balance_after from posting_line;

-- Entries and lines are written by the functions below and by nobody else: no other role has the right to insert. They
-- show first that the lines belong to accounts that exist, are whole and not zero, and sum to zero per asset. The owner
-- of the tables, who could switch off any guard, is watched by the audit and by the batches of the log instead: a
-- trigger that let only the functions write cost a sixth of a transfer.

drop function post_entry(uuid, text, text, uuid, text, timestamptz, text[], uuid[], text[], numeric[], uuid[]);
drop function post_entries(uuid[], text[], text[], uuid[], text[], timestamptz, integer[], text[], uuid[], text[],
  numeric[], uuid[]);
drop function open_accounts(uuid[], text[], uuid[], text[], timestamptz);

create function open_account(p_kind text, p_owner uuid, p_asset text, p_at timestamptz)
returns void language sql as $$
  insert into account (id, kind, owner_id, asset, created_at) values (uuidv7(), p_kind, p_owner, p_asset, p_at)
    on conflict (owner_id, kind, asset) do nothing
$$;

-- Posts one balanced entry and returns its id; a key that was used before returns the first id and moves nothing.
-- Line n is the account of (p_kinds[n], p_owners[n], p_assets[n]), opened when missing. ZO001: an account would be
-- overdrawn (the message names what is there and what is needed); ZO002: the lines do not sum to zero.
create function post_entry(
  p_id uuid, p_key text, p_cause_kind text, p_cause_id uuid, p_memo text, p_at timestamptz,
  p_kinds text[], p_owners uuid[], p_assets text[], p_amounts numeric[], p_account_ids uuid[] default null)
returns uuid language plpgsql security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  v_first   uuid;
  v_account record;
  v_balance numeric;
  v_ids     uuid[];
  v_after   numeric[];
  v_line    integer;
begin
  select id into v_first from journal_entry where idempotency_key = p_key;
  if found then
    return v_first;
  end if;
  if coalesce(cardinality(p_amounts), 0) < 2 or exists (
    select from unnest(p_assets, p_amounts) as l(asset, amount)
    group by asset having sum(amount) <> 0 or bool_or((amount <> 0 and amount % 1 = 0) is not true)) then
    raise exception 'entry % is not balanced', p_key using errcode = 'ZO002';
  end if;

  select array_agg(a.id order by l.n) into v_ids
    from unnest(p_kinds, p_owners, p_assets) with ordinality as l(kind, owner, asset, n)
    left join account a on a.owner_id = l.owner and a.kind = l.kind and a.asset = l.asset;
  if array_position(v_ids, null) is not null then
    for v_account in
      select distinct l.kind, l.owner, l.asset
      from unnest(p_kinds, p_owners, p_assets, v_ids) as l(kind, owner, asset, id)
      where l.id is null order by l.owner, l.kind, l.asset
    loop
      perform open_account(v_account.kind, v_account.owner, v_account.asset, p_at);
    end loop;
    select array_agg(a.id order by l.n) into v_ids
      from unnest(p_kinds, p_owners, p_assets) with ordinality as l(kind, owner, asset, n)
      join account a on a.owner_id = l.owner and a.kind = l.kind and a.asset = l.asset;
  end if;
  if cardinality(v_ids) is distinct from cardinality(p_amounts) then
    raise exception 'entry % names no account for each amount', p_key using errcode = 'ZO002';
  end if;

  for v_account in
    select id, sum(amount) as total, array_agg(n::integer order by n) as lines
    from unnest(v_ids, p_amounts) with ordinality as l(id, amount, n) group by id order by id
  loop
    -- Again when there is enough meanwhile.
    loop
      update account set balance = balance + v_account.total, version = version + 1
        where id = v_account.id and (v_account.total >= 0 or balance + v_account.total >= 0 or may_owe)
        returning balance - v_account.total into v_balance;
      exit when found;
      perform refuse_overdrawn(a.kind, a.asset, a.balance, -v_account.total, p_key) from account a
        where a.id = v_account.id and a.balance + v_account.total < 0;
    end loop;
    foreach v_line in array v_account.lines loop
      v_balance := v_balance + p_amounts[v_line];
      v_after[v_line] := v_balance;
    end loop;
  end loop;

  insert into journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at,
      first_account, first_amount, first_after, second_account, second_amount, second_after)
    values (p_id, p_key, p_cause_kind, p_cause_id, p_memo, p_at,
      v_ids[1], p_amounts[1], v_after[1], v_ids[2], p_amounts[2], v_after[2])
    on conflict (idempotency_key) do nothing;
  if not found then
    -- Somebody with the same key was quicker: what was moved here is moved back before anybody can see it.
    update account a set balance = a.balance - l.total, version = a.version - 1
      from (select x.id, sum(x.amount) as total from unnest(v_ids, p_amounts) as x(id, amount) group by x.id) l
      where a.id = l.id;
    select id into strict v_first from journal_entry where idempotency_key = p_key;
    return v_first;
  end if;
  if cardinality(p_amounts) > 2 then
    insert into posting_line (entry_id, line, account_id, amount, balance_after)
      select p_id, l.n, l.id, l.amount, l.after
      from unnest(v_ids, p_amounts, v_after) with ordinality as l(id, amount, after, n) where l.n > 2;
  end if;
  return p_id;
end $$;

-- As post_entry for the entry with two lines of one asset, p_amount and its negative, on two accounts: what a ledger
-- does most. The caller knows the accounts' ids, which never change; null when there is no such account, and nothing is
-- done. Whatever else is not as usual (not enough, a key that was used) is undone and left to post_entry.
--
-- No settings here: they cost a tenth of a transfer. All names of tables and functions are whole, and who may call this
-- can create nothing, not even a temporary table, so that no other meaning can be given to the rest.
create function post_transfer(
  p_id uuid, p_key text, p_cause_kind text, p_cause_id uuid, p_memo text, p_at timestamptz,
  p_amount numeric, p_first uuid, p_second uuid)
returns uuid language plpgsql security definer as $$
declare
  v_asset text;
  v_after numeric;
  v_other numeric;
begin
  if (p_amount <> 0 and p_amount % 1 = 0) is not true then
    raise exception 'entry % moves no whole amount', p_key using errcode = 'ZO002';
  end if;
  -- The second only after the first: post_entry begins anew, and must not find the later of them locked already.
  if p_first < p_second then
    update public.account set balance = balance + p_amount, version = version + 1
      where id = p_first and (balance >= - p_amount or may_owe) returning balance, asset into v_after, v_asset;
    if found then
      update public.account set balance = balance - p_amount, version = version + 1
        where id = p_second and asset = v_asset and (balance >= p_amount or may_owe) returning balance into v_other;
    end if;
  elsif p_first > p_second then
    update public.account set balance = balance - p_amount, version = version + 1
      where id = p_second and (balance >= p_amount or may_owe) returning balance, asset into v_other, v_asset;
    if found then
      update public.account set balance = balance + p_amount, version = version + 1
        where id = p_first and asset = v_asset and (balance >= - p_amount or may_owe) returning balance into v_after;
    end if;
  end if;
  if v_after is not null and v_other is not null then
    insert into public.journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at,
        first_account, first_amount, first_after, second_account, second_amount, second_after)
      values (p_id, p_key, p_cause_kind, p_cause_id, p_memo, p_at,
        p_first, p_amount, v_after, p_second, - p_amount, v_other)
      on conflict (idempotency_key) do nothing;
    if found then
      return p_id;
    end if;
  end if;
  if v_after is not null then
    update public.account set balance = balance - p_amount, version = version - 1 where id = p_first;
  end if;
  if v_other is not null then
    update public.account set balance = balance + p_amount, version = version - 1 where id = p_second;
  end if;
  return (
    select public.post_entry(p_id, p_key, p_cause_kind, p_cause_id, p_memo, p_at,
        array[a.kind::text, b.kind], array[a.owner_id, b.owner_id], array[a.asset::text, b.asset],
        array[p_amount, - p_amount])
      from public.account a join public.account b on b.id = p_second where a.id = p_first);
end $$;

-- Moves balances: account n by p_totals[n], if the lowest that it would have meanwhile, p_lowest[n] from now, is not
-- less than it may have; its version counts p_entries[n] more. Returns what it found before, null where it could not.
-- The plan goes through the accounts in the order of their ids whichever way it joins: the other ways are forbidden.
create function move_balances(
  p_account_ids uuid[], p_assets text[], p_totals numeric[], p_lowest numeric[], p_entries bigint[])
returns numeric[]
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_before numeric[];
begin
  with moved as (
    update account a set balance = a.balance + m.total, version = a.version + m.entries
      from (
        select * from unnest(p_account_ids, p_assets, p_totals, p_lowest, p_entries) with ordinality
          as m(id, asset, total, lowest, entries, n)
        order by id) m
      where a.id = m.id and a.asset = m.asset
        and (m.lowest >= 0 or a.balance + m.lowest >= 0 or a.may_owe)
      returning m.n, a.balance - m.total as before
  )
  select array_agg(before order by n) into v_before from moved;
  return v_before;
end $$;

-- The usual way of post_entries: false, with some of it done, when anything is not as usual. p_numbers are the
-- entries to post, by their place.
create function post_batch(
  p_ids uuid[], p_keys text[], p_cause_kinds text[], p_cause_ids uuid[], p_memos text[], p_at timestamptz,
  p_account_ids uuid[], p_assets text[], p_entries integer[], p_accounts integer[], p_amounts numeric[],
  p_posting integer)
returns boolean language plpgsql as $$
declare
  v_numbers integer[];
  v_totals  numeric[];
  v_lowest  numeric[];
  v_counts  bigint[];
  v_before  numeric[];
  v_posted  bigint;
begin
  select array_agg(account), array_agg(total), array_agg(lowest), array_agg(entries)
    into v_numbers, v_totals, v_lowest, v_counts
    from (
      select account, sum(delta) as total, min(running) as lowest, count(*) as entries
      from (
        select account, sum(amount) as delta, sum(sum(amount)) over (partition by account order by entry) as running
        from unnest(p_entries, p_accounts, p_amounts) as l(entry, account, amount)
        group by account, entry) d
      group by account order by account) a;
  if cardinality(v_numbers) <> cardinality(p_account_ids) then
    return false;
  end if;
  v_before := move_balances(p_account_ids, p_assets, v_totals, v_lowest, v_counts);
  if cardinality(v_before) is distinct from cardinality(p_account_ids) then
    return false;
  end if;

  with line as (
    select l.entry, l.n, a.id as account_id, l.amount,
           a.before + sum(l.amount) over (partition by l.account order by l.n) as after
      from unnest(p_entries, p_accounts, p_amounts) with ordinality as l(entry, account, amount, n)
      join unnest(p_account_ids, v_before) with ordinality as a(id, before, n) on a.n = l.account
  ), placed as (
    select line.*, row_number() over entry as place, lead(account_id) over entry as other_id,
           lead(amount) over entry as other_amount, lead(after) over entry as other_after
      from line window entry as (partition by entry order by n)
  ), entry as (
    insert into journal_entry (id, idempotency_key, cause_kind, cause_id, memo, posted_at,
        first_account, first_amount, first_after, second_account, second_amount, second_after)
      select e.id, e.key, e.cause_kind, e.cause_id, e.memo, p_at,
             l.account_id, l.amount, l.after, l.other_id, l.other_amount, l.other_after
        from placed l join unnest(p_ids, p_keys, p_cause_kinds, p_cause_ids, p_memos) with ordinality
          as e(id, key, cause_kind, cause_id, memo, n) on e.n = l.entry
        where l.place = 1
      on conflict (idempotency_key) do nothing
      returning 1
  ), further as (
    insert into posting_line (entry_id, line, account_id, amount, balance_after)
      select p_ids[l.entry], l.place, l.account_id, l.amount, l.after from placed l where l.place > 2
  )
  select count(*) into v_posted from entry;
  return v_posted = p_posting;
end $$;

-- Posts many entries as if one after the other by post_entry, all of them or none: each account is locked and
-- updated once. The accounts are named once each, by id and asset; line n belongs to entry p_entries[n] and moves account
-- p_accounts[n] by p_amounts[n], both counted from 1; lines stand in the order of their entries. Returns the entries'
-- ids in order; null when there is no such account, and nothing is done. A key that was used before, in the journal or earlier in the batch, gives the first id and moves
-- nothing. ZO001 names the first entry that its accounts cannot pay at its place; then, as with ZO002, nothing of the
-- batch is posted.
create function post_entries(
  p_ids uuid[], p_keys text[], p_cause_kinds text[], p_cause_ids uuid[], p_memos text[], p_at timestamptz,
  p_account_ids uuid[], p_assets text[], p_entries integer[], p_accounts integer[], p_amounts numeric[])
returns uuid[] language plpgsql security definer
set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  v_result  uuid[] := p_ids;
  v_posting integer := cardinality(p_ids);
begin
  if exists (
      select from unnest(p_entries, p_accounts, p_amounts) as l(entry, account, amount)
      left join unnest(p_assets) with ordinality as a(asset, n) on a.n = l.account
      group by l.entry, a.asset
      having sum(l.amount) <> 0 or bool_or((l.amount <> 0 and l.amount % 1 = 0) is not true) or a.asset is null
        or l.entry not between 1 and v_posting)
    or (select count(distinct entry) from unnest(p_entries) as l(entry)) <> v_posting
    or (select count(distinct id) from unnest(p_account_ids) as a(id)) <> cardinality(p_assets) then
    raise exception 'an entry of the batch is not balanced' using errcode = 'ZO002';
  end if;
  for v_attempt in 1..20 loop
    begin
      if post_batch(p_ids, p_keys, p_cause_kinds, p_cause_ids, p_memos, p_at, p_account_ids, p_assets,
          p_entries, p_accounts, p_amounts, v_posting) then
        return v_result;
      end if;
      raise exception 'not as usual' using errcode = 'ZO003';
    exception when sqlstate 'ZO003' then
      null;
    end;

    if exists (
      select from unnest(p_account_ids) as l(id) where not exists (select from account a where a.id = l.id)) then
      return null;
    end if;
    if exists (
      select from unnest(p_account_ids, p_assets) as l(id, asset) join account a on a.id = l.id
      where a.asset <> l.asset) then
      raise exception 'an account of the batch is of another asset' using errcode = 'ZO002';
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
