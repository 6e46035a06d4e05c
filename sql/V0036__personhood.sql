-- Proofs that an account is one person's. Nothing of the person is kept: a nullifier is a hash that stands for one
-- person and action at one provider. It is unique for ever, so that a revoked proof is not given anew.
create table personhood (
  id          uuid primary key,
  member_id   uuid        not null references member,
  provider    text        not null check (provider in ('LOCAL', 'WORLD_ID', 'BRIGHT_ID')),
  action      text        not null check (action in ('MEMBERSHIP', 'INFERENCE_CREDITS')),
  nullifier   bytea       not null check (length(nullifier) = 32),
  level       text        not null,
  verified_at timestamptz not null,
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  revoked_by  uuid        references member,
  unique (provider, action, nullifier)
);
create index personhood_member on personhood (member_id);

create table attestation (
  id           uuid primary key,
  member_id    uuid        not null references member,
  action       text        not null check (action in ('MEMBERSHIP', 'INFERENCE_CREDITS')),
  nullifier    bytea       not null check (length(nullifier) = 32),
  state        text        not null default 'OPEN' check (state in ('OPEN', 'CONFIRMED', 'WITHDRAWN')),
  attested_by  uuid        not null references member,
  attested_at  timestamptz not null,
  confirmed_by uuid        references member,
  ended_at     timestamptz,
  check (confirmed_by <> attested_by),
  check (member_id <> attested_by),
  check (member_id <> confirmed_by)
);
create unique index attestation_open on attestation (member_id, action) where state = 'OPEN';
