-- A page of accounts is cleared of old balances whenever less than a tenth of it is free, or less than its fill factor
-- wants free. Filled up by new accounts a page stays near that tenth: it was cleared at nearly every move. No fill factor
-- fills pages less and clears them as seldom, so an account is opened with some room and gives it back at once, to the
-- balances of its page.
alter table account add room text not null default '';
alter table account alter room set storage plain;

drop function open_account(text, uuid, text, timestamptz);
create function open_account(p_kind text, p_owner uuid, p_asset text, p_at timestamptz)
returns void language plpgsql as $$
declare
  v_id uuid;
begin
  insert into account (id, kind, owner_id, asset, created_at, room)
    values (uuidv7(), p_kind, p_owner, p_asset, p_at, repeat(' ', 1000))
    on conflict (owner_id, kind, asset) do nothing returning id into v_id;
  update account set room = '' where id = v_id;
end $$;

-- Opens the accounts that are missing; account n is (p_kinds[n], p_owners[n], p_assets[n]). In a fixed order: else two
-- who open the same accounts would wait for each other.
create function open_accounts(p_kinds text[], p_owners uuid[], p_assets text[], p_at timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  v_account record;
begin
  for v_account in
    select distinct l.kind, l.owner, l.asset from unnest(p_kinds, p_owners, p_assets) as l(kind, owner, asset)
    where not exists (
      select from account a where a.owner_id = l.owner and a.kind = l.kind and a.asset = l.asset)
    order by l.owner, l.kind, l.asset
  loop
    perform open_account(v_account.kind, v_account.owner, v_account.asset, p_at);
  end loop;
end $$;

-- No two entries of an account have the same id, so there is nothing to fold in these.
alter index journal_entry_first set (deduplicate_items = off);
alter index journal_entry_second set (deduplicate_items = off);

-- Accounts never go and never change their ids, so that a row that names one has to be looked at once, when it is
-- written. A foreign key asks at each balance that moves as well: four of them took a fortieth of a transfer.
drop trigger account_keeps_its_kind on account;
create trigger account_keeps_its_kind before update of id, kind, may_owe on account
  for each statement execute function account_keeps_its_kind();
alter table reservation drop constraint reservation_account_id_fkey;
alter table reservation_source drop constraint reservation_source_account_id_fkey;
alter table correction drop constraint correction_from_account_fkey, drop constraint correction_to_account_fkey;

-- For each of the columns that it is given: refuses what is not the id of an account.
create function names_accounts() returns trigger language plpgsql as $$
declare
  v_column text;
  v_id     uuid;
begin
  foreach v_column in array tg_argv loop
    v_id := to_jsonb(new) ->> v_column;
    if v_id is not null and not exists (select from public.account a where a.id = v_id) then
      raise foreign_key_violation using message = format('%s of %s is no account', v_column, tg_table_name);
    end if;
  end loop;
  return null;
end $$;
create trigger reservation_accounts after insert or update of account_id on reservation
  for each row execute function names_accounts('account_id');
create trigger reservation_source_accounts after insert or update of account_id on reservation_source
  for each row execute function names_accounts('account_id');
create trigger correction_accounts after insert or update of from_account, to_account on correction
  for each row execute function names_accounts('from_account', 'to_account');
