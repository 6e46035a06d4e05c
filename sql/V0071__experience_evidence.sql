-- Measured effects of experiences: trials on the same tasks with and without it. Written once; the committed record is
-- a leaf of the log. Rates and effects are basis points; tasks_hash is the SHA-256 of the set of tasks.
create table experience_evidence (
  id              uuid primary key,
  experience_id   uuid          not null references experience,
  effect_bp       integer       not null check (effect_bp between -10000 and 10000),
  low_bp          integer       not null check (low_bp >= -10000),
  high_bp         integer       not null check (high_bp <= 10000),
  trials          integer       not null check (trials > 0),
  baseline_bp     integer       not null check (baseline_bp between 0 and 10000),
  treated_bp      integer       not null check (treated_bp between 0 and 10000),
  model           text          not null,
  library_version integer       not null check (library_version >= 1),
  tasks           text          not null,
  tasks_hash      bytea         not null check (length(tasks_hash) = 32),
  cost            numeric(78,0) not null check (cost >= 0),
  cost_asset      text          not null,
  measured_at     timestamptz   not null,
  recorded_by     uuid          not null references member,
  recorded_at     timestamptz   not null,
  check (low_bp <= effect_bp and effect_bp <= high_bp)
);
create index experience_evidence_newest on experience_evidence (experience_id, measured_at desc, id desc);
