-- Why a submission waits for a person, and what that person decided. Both are written once.
create table experience_hold (
  experience_id uuid    not null references experience,
  position      integer not null check (position >= 0),
  code          text    not null,
  field         text    not null,
  words         text    not null,
  primary key (experience_id, position)
);

create table experience_review (
  experience_id uuid primary key references experience,
  released      boolean     not null,
  reason        text        not null,
  reviewer_id   uuid        not null references member,
  decided_at    timestamptz not null,
  check (released or reason <> '')
);
create index experience_review_newest on experience_review (decided_at desc, experience_id desc);

-- The queue, oldest first.
create index experience_held on experience (created_at, id) where status = 'HELD';
