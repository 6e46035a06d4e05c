-- A question reserves what it may cost at most, and pays what the node that answered asks.

-- What a settled fee did not need of its source; a source that gave nothing in the end stays in the list.
alter table reservation_source drop constraint reservation_source_amount_check,
  add constraint reservation_source_amount_check check (amount >= 0);

-- Lessens a reservation to p_cost, in the transaction that settles it and after its row is changed, so that it stands as
-- if no more had ever been reserved: in the windows of budgets, and in its sources, of which the last one that would have
-- been used gets back first. Returns who gets what; what a grant gave that has ended meanwhile is the treasury's. Locks:
-- windows, then grants in the order in which they are used up; accounts are the caller's, by posting.
create function settle_for_less(p_query uuid, p_cost numeric)
returns table (kind text, owner_id uuid, asset text, amount numeric)
language plpgsql set enable_seqscan = off as $$
declare
  v_reservation reservation;
  v_rest        numeric;
  v_gets        numeric;
  v_source      record;
begin
  select * into strict v_reservation from reservation r where r.id = p_query;
  v_rest := v_reservation.amount - p_cost;
  if p_cost <= 0 or v_rest < 0 then
    raise exception '% was reserved for what costs %', v_reservation.amount, p_cost;
  end if;
  update reservation r set amount = p_cost where r.id = p_query;

  perform from budget_window w
    where (w.budget_id, w.starts_at) in (
      select c.budget_id, c.starts_at from budget_claim c where c.query_id = p_query and c.released_at is null)
    order by w.budget_id, w.starts_at for no key update;
  update budget_window w set spent = w.spent - (c.amount - p_cost)
    from budget_claim c
    where c.query_id = p_query and c.released_at is null
      and w.budget_id = c.budget_id and w.starts_at = c.starts_at;
  update budget_claim c set amount = p_cost where c.query_id = p_query and c.released_at is null;

  perform from credit_grant g
    where g.id in (
      select a.owner_id from account a
      where a.kind = 'CREDIT' and (a.id = v_reservation.account_id or a.id in (
        select s.account_id from reservation_source s where s.reservation_id = p_query)))
    order by g.expires_at, g.id for no key update;

  for v_source in
    select a.id, a.kind::text as kind, a.owner_id, a.asset::text as asset, coalesce(s.amount, v_reservation.amount) as gave,
        s.amount is not null as listed, g.closed_at is not null as ended
      from account a
      left join reservation_source s on s.reservation_id = p_query and s.account_id = a.id
      left join credit_grant g on a.kind = 'CREDIT' and g.id = a.owner_id
      where a.id = v_reservation.account_id
        or a.id in (select r.account_id from reservation_source r where r.reservation_id = p_query)
      order by a.kind = 'CREDIT', g.expires_at desc, g.id desc
  loop
    exit when v_rest = 0;
    v_gets := least(v_rest, v_source.gave);
    v_rest := v_rest - v_gets;
    if v_source.listed then
      update reservation_source s set amount = s.amount - v_gets
        where s.reservation_id = p_query and s.account_id = v_source.id;
    end if;
    if v_source.ended then
      return query select 'TREASURY', '00000000-0000-0000-0000-000000000001'::uuid, v_source.asset, v_gets;
    else
      return query select v_source.kind, v_source.owner_id, v_source.asset, v_gets;
    end if;
  end loop;
end $$;
