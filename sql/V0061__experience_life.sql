-- The whole life of an experience: held for a person's review, replaced by a revision, merged into another, deprecated
-- by vote, pruned for room. What left its library stays as it was committed.
alter table experience
  drop constraint experience_status_check,
  add constraint experience_status_check check (status in
    ('QUEUED', 'HELD', 'IN_VOTE', 'ADOPTED', 'REJECTED', 'SUPERSEDED', 'MERGED', 'DEPRECATED', 'PRUNED')),
  add revises     uuid references experience,
  add replaced_by uuid references experience;
create index experience_revises on experience (revises) where revises is not null;

-- A text stands once in what lives of a domain; a revision may keep the words of what it revises.
drop index experience_known;
create unique index experience_known on experience (domain, text_key)
  where status in ('QUEUED', 'HELD', 'IN_VOTE', 'ADOPTED') and revises is null;

alter table library_version
  drop constraint library_version_cause_kind_check,
  add constraint library_version_cause_kind_check check (cause_kind in
    ('GENESIS', 'PROPOSAL', 'TRAINING', 'PRUNING', 'IMPORT'));
