-- Stakes that stand behind a node or a compute provider until they are withdrawn, what is on its way back, and what
-- was taken. Every change locks the standing stake's row first, so withdrawals, cancellations and slashes of one
-- stake follow one another. The money is on the member's STAKE, UNBONDING and DISPUTED accounts.
create table standing_stake (
  id        uuid primary key,
  member_id uuid          not null references member,
  role      text          not null check (role in ('INFERENCE_NODE', 'COMPUTE_PROVIDER')),
  node_id   uuid          references node,
  asset     asset         not null,
  amount    numeric(78,0) not null default 0 check (amount >= 0),
  opened_at timestamptz   not null,
  unique nulls not distinct (member_id, role, node_id),
  check ((role = 'INFERENCE_NODE') = (node_id is not null))
);
create index standing_stake_node on standing_stake (node_id);

-- The amount is what is left of it: a slash takes from it, an overturned slash gives back to it.
create table unbonding (
  id       uuid primary key,
  stake_id uuid          not null references standing_stake,
  amount   numeric(78,0) not null check (amount >= 0),
  state    text          not null default 'UNBONDING' check (state in ('UNBONDING', 'RETURNED', 'CANCELLED')),
  asked_at timestamptz   not null,
  due_at   timestamptz   not null,
  ended_at timestamptz
);
create index unbonding_stake on unbonding (stake_id);
create index unbonding_due on unbonding (due_at) where state = 'UNBONDING';

create table slash (
  id           uuid primary key,
  stake_id     uuid          not null references standing_stake,
  reason       text          not null check (reason in ('FALSE_ANSWERS', 'FORGED_WORK', 'UNAVAILABLE', 'ABUSE')),
  text         text          not null,
  evidence     text          not null,
  share_bp     integer       not null check (share_bp between 1 and 10000),
  amount       numeric(78,0) not null check (amount > 0),
  state        text          not null default 'OPEN'
    check (state in ('OPEN', 'APPEALED', 'EFFECTIVE', 'UPHELD', 'OVERTURNED')),
  slashed_by   uuid          not null references member,
  slashed_at   timestamptz   not null,
  appeal_until timestamptz   not null,
  appeal       text,
  appealed_at  timestamptz,
  decided_by   uuid          references member,
  decision     text,
  decided_at   timestamptz,
  check (decided_by <> slashed_by)
);
create index slash_stake on slash (stake_id);
create index slash_due on slash (appeal_until) where state = 'OPEN';
-- Nobody is slashed twice for the same thing.
create unique index slash_once on slash (stake_id, reason, evidence) where state <> 'OVERTURNED';

-- Where a slash took from: the stake itself (no unbonding) or one of its unbondings.
create table slash_part (
  slash_id     uuid          not null references slash,
  line         integer       not null,
  unbonding_id uuid          references unbonding,
  amount       numeric(78,0) not null check (amount > 0),
  primary key (slash_id, line)
);
