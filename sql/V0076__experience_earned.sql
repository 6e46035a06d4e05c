-- What final answers paid for an experience, in base units of KEEPER. It waits for its counting beside the uses: without
-- amounts a row is a use of each experience, with them what each earned, in the transaction that paid it out.
alter table experience
  add earned numeric(78,0) not null default 0 check (earned >= 0);
alter table experience_use
  add earned numeric(78,0)[],
  add check (earned is null or cardinality(earned) = cardinality(experiences));

-- Until now all experiences of an answer earned alike, so each has an equal part of what its contributors got.
update experience e set earned = past.earned
from (
  select x.experience_id, sum(div(paid.amount, paid.experiences)) as earned
  from (
    select j.cause_id as receipt_id, sum(p.amount) as amount, (
      select count(*) from receipt_experience c where c.receipt_id = j.cause_id and c.paid) as experiences
    from journal_entry j join posting p on p.entry_id = j.id
    join account a on a.id = p.account_id and a.kind = 'MEMBER'
    join receipt r on r.id = j.cause_id and r.status = 'FINAL'
    where j.cause_kind = 'RECEIPT' and p.amount > 0 and j.idempotency_key = 'fee:final:' || r.id
    group by j.cause_id) paid
  join receipt_experience x on x.receipt_id = paid.receipt_id and x.paid
  group by x.experience_id) past
where e.id = past.experience_id;
