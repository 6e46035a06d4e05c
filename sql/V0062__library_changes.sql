-- What a vote on experiences changes; until now it could only add. A decision that the library has moved on from
-- lapses, and its outcome says why.
alter table proposal
  drop constraint proposal_experience_id_key,
  drop constraint proposal_status_check,
  add constraint proposal_status_check check (status in
    ('PENDING', 'ACTIVE', 'SUCCEEDED', 'DEFEATED', 'EXECUTED', 'LAPSED', 'CANCELED')),
  add change         text check (change in ('ADD', 'MODIFY', 'MERGE', 'REMOVE', 'RESTORE', 'ROLLBACK')),
  add domain         text references library,
  add target_version integer,
  add outcome        text not null default '';
update proposal p set change = 'ADD', domain = e.domain from experience e where e.id = p.experience_id;
alter table proposal
  add constraint proposal_change_whole check (
    (kind = 'EXPERIENCE') = (change is not null)
    and (change is null) = (domain is null)
    and (change is not distinct from 'ROLLBACK') = (target_version is not null)
    and (experience_id is not null) = (change is not null and change <> 'ROLLBACK'));
create index proposal_experience_id on proposal (experience_id) where experience_id is not null;
create unique index proposal_one_rollback on proposal (domain)
  where change = 'ROLLBACK' and status in ('PENDING', 'ACTIVE', 'SUCCEEDED');

-- What would come in and go out, in order. While the proposal is open nothing else may be proposed about them.
create table proposal_experience (
  proposal_id   uuid    not null references proposal,
  position      integer not null check (position >= 0),
  experience_id uuid    not null references experience,
  role          text    not null check (role in ('IN', 'OUT')),
  open          boolean not null,
  primary key (proposal_id, position),
  unique (proposal_id, experience_id)
);
create unique index proposal_experience_open on proposal_experience (experience_id) where open;
create index proposal_experience_votes on proposal_experience (experience_id);
insert into proposal_experience
  select id, 0, experience_id, 'IN', status in ('PENDING', 'ACTIVE', 'SUCCEEDED')
  from proposal where experience_id is not null;

-- A decision makes one version and no second one.
create unique index library_version_decision on library_version (cause_id) where cause_kind = 'PROPOSAL';
create index experience_replaced_by on experience (replaced_by) where replaced_by is not null;
