-- Proposals (ZIPs and experience submissions), the power each voter had when voting opened, ballots.
-- Each kind counts for itself: ZIP-001, EXP-001.
create sequence zip_number;
create sequence experience_number;

create table proposal (
  id            uuid primary key,
  number        bigint        not null,
  kind          text          not null check (kind in ('ZIP', 'EXPERIENCE')),
  title         text          not null,
  body          text          not null,
  text_hash     bytea         not null check (length(text_hash) = 32),
  proposer_id   uuid          not null references member,
  experience_id uuid unique references experience,
  parameter_key text,
  parameter_new text,
  stake_id      uuid          not null references stake,
  status        text          not null check (status in
    ('PENDING', 'ACTIVE', 'SUCCEEDED', 'DEFEATED', 'EXECUTED', 'CANCELED')),
  created_at    timestamptz   not null,
  opened_at     timestamptz,
  closes_at     timestamptz,
  closed_at     timestamptz,
  total_supply  numeric(78,0),
  quorum_bp     integer,
  approval_bp   integer,
  power_for     numeric(78,0) not null default 0,
  power_against numeric(78,0) not null default 0,
  power_abstain numeric(78,0) not null default 0,
  version       bigint        not null default 0,
  unique (kind, number)
);
create index proposal_due on proposal (closes_at) where status = 'ACTIVE';

create table voting_power (
  proposal_id uuid          not null references proposal,
  member_id   uuid          not null references member,
  power       numeric(78,0) not null check (power > 0),
  primary key (proposal_id, member_id)
);

create table ballot (
  id          uuid primary key,
  proposal_id uuid          not null references proposal,
  member_id   uuid          not null references member,
  support     text          not null check (support in ('AGAINST', 'FOR', 'ABSTAIN')),
  power       numeric(78,0) not null check (power > 0),
  reason      text          not null default '',
  custodial   boolean       not null,
  signature   bytea         not null,
  cast_at     timestamptz   not null,
  unique (proposal_id, member_id)
);
