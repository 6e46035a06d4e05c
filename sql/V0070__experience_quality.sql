-- Votes of members on experiences, quality, and uses that wait to be counted.
alter table experience
  add quality_bp integer check (quality_bp between 0 and 10000);
create index experience_quality on experience (domain, status, quality_bp);

-- A member's last word on an experience; null when it was taken back.
create table experience_vote (
  experience_id uuid        not null references experience,
  member_id     uuid        not null references member,
  value         text        check (value in ('UP', 'DOWN')),
  changed_at    timestamptz not null,
  primary key (experience_id, member_id)
);
create index experience_vote_member on experience_vote (member_id, changed_at desc);

-- The counters follow the votes here, in the voter's transaction, so that no writer can forget or double one: what is
-- added is the difference between the word before and the word after, on the row as it is then.
create function count_experience_vote() returns trigger language plpgsql as $$
declare
  former text := case when tg_op = 'UPDATE' then old.value end;
  up   integer := (new.value is not distinct from 'UP')::integer - (former is not distinct from 'UP')::integer;
  down integer := (new.value is not distinct from 'DOWN')::integer - (former is not distinct from 'DOWN')::integer;
begin
  if up <> 0 or down <> 0 then
    update experience set upvotes = upvotes + up, downvotes = downvotes + down where id = new.experience_id;
  end if;
  return null;
end $$;
create trigger count_experience_vote after insert or update on experience_vote
  for each row execute function count_experience_vote();

-- What an answer used, one row per answer, until it is added to usage_count: an answer never waits for a popular
-- experience's row. Taken out by the statement that counts it, so a use is counted once whatever happens in between.
create table experience_use (
  id          bigint generated always as identity primary key,
  experiences uuid[] not null
);
