-- Rewards by epoch. What an epoch is computed from is kept, so that every pay-out can be computed again.

-- Datasets and hours that staff register; both count in the epoch in which they were registered.
create table dataset_contribution (
  id            uuid primary key,
  owner_id      uuid        not null references member,
  name          text        not null check (length(name) between 1 and 120),
  records       bigint      not null check (records between 1 and 1000000000000),
  quality_bp    integer     not null check (quality_bp between 0 and 10000),
  registered_by uuid        not null,
  registered_at timestamptz not null
);
create index dataset_contribution_time on dataset_contribution (registered_at);
create table contribution_hours (
  id            uuid primary key,
  owner_id      uuid        not null references member,
  hours         integer     not null check (hours between 1 and 10000),
  reason        text        not null check (length(reason) between 1 and 200),
  registered_by uuid        not null,
  registered_at timestamptz not null
);
create index contribution_hours_time on contribution_hours (registered_at);

-- OPEN until its end; then its inputs are COLLECTED, its pay-outs COMPUTED, PAID and VERIFIED. Terms and facts are
-- null until they are known. Amounts are base units of KEEPER, shares basis points, periods ISO 8601.
create table reward_epoch (
  id              uuid        not null unique,
  number          integer     primary key check (number >= 1),
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  status          text        not null default 'OPEN'
    check (status in ('OPEN', 'COLLECTED', 'COMPUTED', 'PAID', 'VERIFIED')),
  alpha           numeric(78,0),
  beta            numeric(78,0),
  gamma           numeric(78,0),
  budget          numeric(78,0),
  revenue_share   integer,
  revenue_top     integer,
  credits_hour    integer,
  credit_fee      numeric(78,0),
  credit_lifetime text,
  half_life       text,
  total_stake     numeric(78,0),
  fee_income      numeric(78,0),
  treasury        numeric(78,0),
  rewards         numeric(78,0),
  revenue         numeric(78,0),
  credits         numeric(78,0),
  completed_at    timestamptz,
  differences     bigint,
  check (status = 'OPEN' or fee_income is not null),
  check (status in ('OPEN', 'COLLECTED') or rewards is not null)
);

create table reward_input (
  epoch      integer       not null references reward_epoch,
  kind       text          not null check (kind in ('DATA', 'EXPERIENCE', 'INFERENCE', 'REVENUE', 'CREDITS')),
  subject_id uuid          not null,
  owner_id   uuid          not null,
  quantity   numeric(78,0) not null check (quantity >= 0),
  quality_bp integer       not null default 0,
  up         bigint        not null default 0,
  down       bigint        not null default 0,
  stake      numeric(78,0) not null default 0,
  primary key (epoch, kind, subject_id)
);

-- paid_by is the journal entry that paid it, of credits the grant.
create table reward_payout (
  epoch      integer       not null references reward_epoch,
  kind       text          not null check (kind in ('DATA', 'EXPERIENCE', 'INFERENCE', 'REVENUE', 'CREDITS')),
  subject_id uuid          not null,
  account    account_kind  not null,
  payee_id   uuid          not null,
  due        numeric(78,0) not null check (due >= amount),
  amount     numeric(78,0) not null check (amount > 0),
  paid_by    uuid,
  primary key (epoch, kind, subject_id)
);
create index reward_payout_open on reward_payout (epoch, kind, subject_id) where paid_by is null;
create index reward_payout_payee on reward_payout (payee_id);
create index reward_payout_entry on reward_payout (paid_by);

-- One run of an epoch's job; at most one lives. A run whose server died is LOST once its beat is old.
create table reward_run (
  id           uuid primary key,
  epoch        integer     not null references reward_epoch,
  execution    bigint,
  started_by   text        not null,
  started_at   timestamptz not null,
  beat_at      timestamptz not null,
  ended_at     timestamptz,
  status       text        not null check (status in ('RUNNING', 'COMPLETED', 'STOPPED', 'FAILED', 'LOST')),
  step         text        not null default '',
  done         bigint      not null default 0,
  total        bigint      not null default 0,
  failure      text        not null default ''
);
create unique index reward_run_one on reward_run (epoch) where status = 'RUNNING';
create index reward_run_epoch on reward_run (epoch, started_at);

-- Standings after an epoch, in base units of KEEPER, decayed.
create table reputation (
  epoch       integer       not null references reward_epoch,
  party_id    uuid          not null,
  paid        numeric(78,0) not null,
  earned      numeric(78,0) not null,
  provider    numeric(78,0) not null,
  contributor numeric(78,0) not null,
  payer       numeric(78,0) not null,
  primary key (epoch, party_id)
);
create index reputation_party on reputation (party_id, epoch);

-- How a member is called on the leader boards: by a label drawn at random, unless they want their name there.
alter table member
  add board_label text not null unique default substr(replace(gen_random_uuid()::text, '-', ''), 1, 12),
  add board_named boolean not null default false;

create index receipt_final on receipt (final_at) where status = 'FINAL';
