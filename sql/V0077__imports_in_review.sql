-- A line of an import that a person has to look at is found by the experience that it became.
create index import_row_held on import_row (experience_id) where outcome = 'HELD';

-- Two pending edits that bring the same words in would each wait for the other's vote, for ever. One of them may keep
-- the words of what it revises, so what is in a library is not asked.
create unique index experience_asked_for on experience (domain, text_key)
  where status in ('QUEUED', 'HELD', 'IN_VOTE') and revises is not null;

-- Audits and reconciliations say that they live: one whose server died keeps the next from starting for minutes, not hours.
alter table ledger_audit   add beat_at timestamptz not null default now();
alter table reconciliation add beat_at timestamptz not null default now();

-- Whether members vote on a library is asked for every chunk of an import.
create index proposal_domain on proposal (domain) where domain is not null;
