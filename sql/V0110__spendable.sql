-- What an owner can spend of an account: what stands on it, and what is leased from it and not yet spent. A lease comes
-- back within seconds, so it is shown where somebody looks at what they have.

create index credit_lease_source on credit_lease (source_owner) where status = 'PENDING';

create function spendable(p_kind text, p_owner uuid, p_asset text)
returns numeric language sql stable as $$
  select coalesce((
      select balance from account where kind = p_kind and owner_id = p_owner and asset = p_asset), 0)
    + coalesce((
      select sum(amount - settled) from credit_lease
      where source_owner = p_owner and source_kind = p_kind and asset = p_asset and status = 'PENDING'), 0)
$$;
