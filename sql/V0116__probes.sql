-- Verifiers are tested: a real answer with log-probabilities that are not the model's, asked about like any other. Kept
-- apart from checks, whose answers are judged; here the verifier is.
create table verification_probe (
  -- What the verifier knows the question by.
  id               uuid primary key,
  receipt_id       uuid             not null unique references receipt,
  epoch            integer          not null references verification_epoch,
  verifier_id      uuid             not null references node,
  backend          text             not null,
  verifier_backend text             not null,
  -- Mean distance of the invented log-probabilities from the claimed ones, nats.
  invented         double precision not null check (invented > 0),
  tokens           integer          not null check (tokens >= 0),
  distance         double precision not null,
  text_fits        boolean          not null,
  overlooked       boolean          not null,
  seal             text             not null,
  signature        bytea            not null,
  probed_at        timestamptz      not null
);
create index verification_probe_verifier on verification_probe (verifier_id, probed_at desc, id desc);

-- Nodes that may not verify, until they were measured again.
create table verification_bar (
  id        uuid primary key,
  node_id   uuid        not null references node,
  reason    text        not null check (length(reason) <= 500),
  since     timestamptz not null,
  -- Measured before, it stays barred.
  until     timestamptz not null check (until >= since),
  lifted_at timestamptz check (lifted_at >= since)
);
create unique index verification_bar_holds on verification_bar (node_id) where lifted_at is null;
create index verification_bar_node on verification_bar (node_id, since desc);

-- A report that was not judged yet when its verifier lost the right counts no more, and another verifier is asked.
alter table verification_check
  add column dropped_at timestamptz,
  drop constraint verification_check_receipt_id_rank_key;
create unique index verification_check_rank on verification_check (receipt_id, rank) where dropped_at is null;
create index verification_check_verifier on verification_check (verifier_id, checked_at desc);
