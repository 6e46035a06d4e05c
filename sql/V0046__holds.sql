-- Money put aside for something that is going on: PENDING, then POSTED or VOID for ever. What is left of it stands on
-- the ESCROW account that the hold owns; drawn only grows.
create table hold (
  id         uuid primary key,
  cause_kind cause_kind    not null,
  cause_id   uuid          not null,
  payer_kind account_kind  not null,
  payer_id   uuid          not null,
  asset      asset         not null,
  amount     numeric(78,0) not null check (amount > 0),
  drawn      numeric(78,0) not null default 0,
  status     text          not null default 'PENDING' check (status in ('PENDING', 'POSTED', 'VOID')),
  expires_at timestamptz   not null,
  created_at timestamptz   not null,
  ended_at   timestamptz,
  check (drawn between 0 and amount),
  check ((status = 'PENDING') = (ended_at is null))
) with (fillfactor = 70);
create index hold_expiry on hold (expires_at) where status = 'PENDING';
create index hold_payer on hold (payer_id, created_at);

-- A compute job's escrow: terms as of its opening, and the work metered so far (a running total).
create table compute_escrow (
  job_id        uuid primary key references hold,
  provider_kind account_kind  not null,
  provider_id   uuid          not null,
  hourly        numeric(78,0) not null check (hourly > 0),
  fee_bp        integer       not null check (fee_bp between 0 and 10000),
  gpu_seconds   bigint        not null default 0 check (gpu_seconds >= 0)
) with (fillfactor = 70);
