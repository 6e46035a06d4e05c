-- A node's way from registered to admitted and out again, every step with its reason, and what it was judged by.
alter table node
  drop constraint node_state_check,
  add constraint node_state_check check (state in ('DISCOVERED', 'BENCHMARKING', 'HEALTHY', 'DEGRADED', 'UNHEALTHY',
    'DRAINING', 'DRAINED', 'EJECTED', 'BANNED')),
  -- As the node states under its key; 0 when it states none.
  add column memory_mib   integer not null default 0 check (memory_mib >= 0),
  add column heard_at     timestamptz,
  -- The time its last announcement was signed at: an older one is a replay.
  add column announced_at timestamptz;

create table node_change (
  id         uuid primary key,
  node_id    uuid        not null references node,
  from_state text,
  to_state   text        not null,
  reason     text        not null check (length(reason) <= 500),
  cause      text        not null check (cause in ('REGISTRATION', 'PROBE', 'BENCHMARK', 'FIGURES', 'RULE', 'NODE',
    'OWNER', 'STAFF')),
  by_id      uuid references member,
  at         timestamptz not null
);
create index node_change_node on node_change (node_id, at desc, id desc);
insert into node_change (id, node_id, to_state, reason, cause, at)
  select gen_random_uuid(), id, state, 'known before steps were kept', 'REGISTRATION', state_since from node;

create table node_benchmark (
  id                 uuid primary key,
  node_id            uuid             not null references node,
  model              text             not null,
  model_sha256       text             not null,
  started_at         timestamptz      not null,
  ended_at           timestamptz      not null check (ended_at >= started_at),
  passed             boolean          not null,
  reason             text             not null check (length(reason) <= 500),
  questions          integer          not null check (questions >= 0),
  answered           integer          not null check (answered between 0 and questions),
  known              integer          not null check (known between 0 and questions),
  correct            integer          not null check (correct between 0 and known),
  tokens             integer          not null check (tokens >= 0),
  tokens_per_second  double precision not null check (tokens_per_second >= 0),
  first_token_millis double precision not null check (first_token_millis >= 0),
  answer_millis      double precision not null check (answer_millis >= 0),
  memory_mib         integer          not null check (memory_mib >= 0),
  needed_mib         integer          not null check (needed_mib >= 0),
  -- The challenge, and every answer's seal with its signature, so that anybody can check them again.
  evidence           text             not null
);
create index node_benchmark_node on node_benchmark (node_id, started_at desc, id desc);

-- Requests by minute; each server adds its own.
create table node_minute (
  node_id        uuid             not null references node,
  minute         timestamptz      not null,
  answered       bigint           not null check (answered >= 0),
  failed         bigint           not null check (failed >= 0),
  bad_seals      bigint           not null check (bad_seals >= 0),
  p50_millis     double precision not null,
  p95_millis     double precision not null,
  most_in_flight integer          not null check (most_in_flight >= 0),
  primary key (node_id, minute)
);
create index node_minute_minute on node_minute (minute);

-- Lets one new node register in its owner's name. The code itself is told once and kept nowhere.
create table node_enrolment (
  id          uuid primary key,
  owner_id    uuid        not null references member,
  code_sha256 bytea       not null unique check (length(code_sha256) = 32),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  node_id     uuid references node,
  check (expires_at > created_at)
);
create index node_enrolment_owner on node_enrolment (owner_id, created_at desc);
