-- Clock, governed parameters, people, organisations, outbox.
create table clock_offset (
  only_row boolean primary key default true check (only_row),
  seconds  bigint  not null default 0 check (seconds >= 0)
);
insert into clock_offset default values;

create table parameter_value (
  key         text        not null,
  version     integer     not null check (version >= 1),
  value       text        not null,
  proposal_id uuid,
  valid_from  timestamptz not null,
  primary key (key, version)
);

-- Personal data stays here; leaves and public views carry the id only.
create table member (
  id           uuid primary key,
  login        text        not null unique,
  display_name text        not null,
  created_at   timestamptz not null
);

create table organisation (
  id         uuid primary key,
  name       text        not null unique,
  client_id  text        not null unique,
  created_at timestamptz not null
);

create table api_key (
  id              uuid primary key,
  organisation_id uuid        not null references organisation,
  prefix          text        not null unique,
  key_hash        bytea       not null unique check (length(key_hash) = 32),
  created_at      timestamptz not null,
  revoked_at      timestamptz,
  last_used_at    timestamptz
);

-- One row per fact and listener. Claimed with SKIP LOCKED; parked as STUCK after the last attempt.
create table outbox_event (
  id            uuid primary key,
  listener      text        not null,
  type          text        not null,
  subject_id    uuid        not null,
  payload       jsonb       not null,
  status        text        not null default 'PENDING' check (status in ('PENDING', 'DONE', 'STUCK')),
  attempts      integer     not null default 0,
  process_after timestamptz not null,
  occurred_at   timestamptz not null,
  completed_at  timestamptz,
  last_error    text
);
create index outbox_event_due on outbox_event (process_after) where status = 'PENDING';
create index outbox_event_stuck on outbox_event (occurred_at) where status = 'STUCK';
