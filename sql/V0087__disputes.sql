-- Answers whose fee is held until a panel of people has voted.
create table dispute (
  id              uuid primary key,
  judgement_id    uuid        not null unique references verification_judgement,
  challenger_id   uuid,
  reason          text        not null,
  state           text        not null check (state in ('VOTING', 'UPHELD', 'OVERTURNED')),
  evidence        text        not null,
  evidence_sha256 bytea       not null check (length(evidence_sha256) = 32),
  opened_at       timestamptz not null,
  decided_at      timestamptz,
  slash_id        uuid references slash,
  check ((state = 'VOTING') = (decided_at is null))
);
create index dispute_opened on dispute (opened_at desc, id);

-- A challenge waits for its verifiers before it becomes a dispute.
create table challenge (
  judgement_id  uuid primary key references verification_judgement,
  receipt_id    uuid        not null unique references receipt,
  challenger_id uuid        not null,
  reason        text        not null,
  made_at       timestamptz not null
);
create index challenge_challenger on challenge (challenger_id, made_at desc);

-- The panel: experts, staff and guardians who are no party to the dispute.
create table dispute_panel (
  dispute_id uuid primary key references dispute,
  barred     uuid[]      not null,
  quorum     integer     not null check (quorum >= 1),
  opened_at  timestamptz not null,
  closes_at  timestamptz not null,
  closed_at  timestamptz,
  upheld     boolean
);
create index dispute_panel_due on dispute_panel (closes_at) where closed_at is null;

create table dispute_vote (
  dispute_id uuid        not null references dispute_panel,
  member_id  uuid        not null references member,
  uphold     boolean     not null,
  reason     text        not null,
  cast_at    timestamptz not null,
  primary key (dispute_id, member_id)
);
