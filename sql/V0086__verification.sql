-- How answers are verified. A receipt's fee stays held while its answer is doubted or disputed; one whose objection was
-- upheld is REFUNDED and never FINAL.
alter table receipt
  drop constraint receipt_status_check,
  add constraint receipt_status_check check (status in ('HELD', 'FINAL', 'REFUNDED')),
  add verification text not null default 'UNCHECKED' check (verification in
    ('UNCHECKED', 'SAMPLED_OK', 'FAILED_ONCE', 'DISPUTED', 'UPHELD', 'OVERTURNED'));

-- The lottery's seeds, one per epoch: the commitment (SHA-256) is public from the beginning, the seed from the end on.
-- Until then it stands here sealed.
create table verification_epoch (
  number     integer primary key,
  begins_at  timestamptz not null,
  ends_at    timestamptz not null check (ends_at > begins_at),
  commitment bytea       not null check (length(commitment) = 32),
  sealed     bytea       not null
);

-- Valid checked results in a row.
create table verification_track (
  node_id      uuid    not null references node,
  model_sha256 text    not null,
  valid        integer not null check (valid >= 0),
  primary key (node_id, model_sha256)
);

-- Honest runs and what they stay within, by weights.
create table verification_calibration (
  id            uuid primary key,
  model_sha256  text             not null,
  runs          integer          not null check (runs >= 0),
  distance      double precision not null,
  surprise      double precision not null,
  hard_rate     double precision not null,
  calibrated_by uuid             not null references member,
  calibrated_at timestamptz      not null
);
create index verification_calibration_latest on verification_calibration (model_sha256, calibrated_at desc);

-- Answers judged together: one, or several short ones of one node and model.
create table verification_judgement (
  id           uuid primary key,
  node_id      uuid             not null references node,
  model        text             not null,
  model_sha256 text             not null,
  kind         text             not null check (kind in ('SAMPLE', 'CHALLENGE')),
  state        text             not null check (state in ('DOUBTED', 'CLEARED', 'DISPUTED', 'UNRESOLVED')),
  answers      integer          not null check (answers > 0),
  tokens       integer          not null,
  distance     double precision not null,
  surprise     double precision not null,
  hard_rate    double precision not null,
  verdict      text             check (verdict in ('PASS', 'SUSPECT', 'FAIL')),
  attempts     integer          not null default 0,
  next_at      timestamptz      not null,
  judged_at    timestamptz      not null
);
create index verification_judgement_node on verification_judgement (node_id, judged_at desc, id);
create index verification_judgement_open on verification_judgement (next_at) where state = 'DOUBTED';

-- Who was drawn, with the probability, so that everybody can draw again once the seed is published.
create table verification_draw (
  receipt_id   uuid primary key references receipt,
  epoch        integer     not null references verification_epoch,
  probability  integer     not null check (probability between 0 and 1000000),
  drawn        boolean     not null,
  state        text        not null check (state in ('NONE', 'WAITING', 'POOLED', 'JUDGED', 'GIVEN_UP')),
  attempts     integer     not null default 0,
  next_at      timestamptz not null,
  final_after  timestamptz not null,
  judgement_id uuid references verification_judgement
);
create index verification_draw_waiting on verification_draw (next_at) where state = 'WAITING';
create index verification_draw_late on verification_draw (final_after) where state = 'WAITING';
create index verification_draw_latest on verification_draw (final_after);
create index verification_draw_judgement on verification_draw (judgement_id) where judgement_id is not null;

-- What one verifier found about one answer, sealed by it. Rank 0 looks first, 1 second, 2 to 4 are the panel.
create table verification_check (
  id          uuid primary key,
  receipt_id  uuid             not null references receipt,
  rank        integer          not null check (rank between 0 and 4),
  verifier_id uuid             not null references node,
  tokens      integer          not null check (tokens >= 0),
  stated      integer          not null check (stated between 0 and tokens),
  distance    double precision not null,
  surprise    double precision not null,
  variance    double precision not null,
  hard        integer          not null check (hard between 0 and tokens),
  text_fits   boolean          not null,
  seal        text             not null,
  signature   bytea            not null,
  checked_at  timestamptz      not null,
  unique (receipt_id, rank)
);
