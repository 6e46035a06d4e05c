-- Whose work is in a revision or a merged experience, the first author first; they share in equal parts what it earns.
-- An experience without rows is its author's alone. Never changes once the experience stands.
create table experience_contributor (
  experience_id uuid    not null references experience,
  position      integer not null check (position >= 0),
  member_id     uuid    not null references member,
  primary key (experience_id, position),
  unique (experience_id, member_id)
);
create index experience_contributor_member on experience_contributor (member_id);

create view experience_payee (experience_id, position, member_id) as
  select experience_id, position, member_id from experience_contributor
  union all
  select e.id, 0, e.author_id from experience e
  where not exists (select from experience_contributor c where c.experience_id = e.id);
