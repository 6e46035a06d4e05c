-- Nodes and what they answered.
create table node (
  id            uuid primary key,
  name          text        not null unique,
  role          text        not null check (role in ('OPERATOR', 'PROVIDER')),
  owner_id      uuid        not null references member,
  url           text        not null,
  public_key    bytea       not null unique check (length(public_key) = 32),
  slots         integer     not null check (slots >= 1),
  state         text        not null check (state in ('HEALTHY', 'UNHEALTHY')),
  state_reason  text        not null default '',
  state_since   timestamptz not null,
  registered_at timestamptz not null
);

create table node_model (
  node_id uuid not null references node,
  model   text not null,
  primary key (node_id, model)
);

-- HELD until the dispute window has passed, then FINAL.
create table receipt (
  id                 uuid primary key,
  payer_kind         text          not null check (payer_kind in ('MEMBER', 'ORGANISATION')),
  payer_id           uuid          not null,
  model              text          not null,
  node_id            uuid          not null references node,
  domain             text          not null,
  library_version    integer       not null,
  query_hash         bytea         not null check (length(query_hash) = 32),
  response_hash      bytea         not null check (length(response_hash) = 32),
  seed               bigint        not null,
  prompt_tokens      integer       not null,
  completion_tokens  integer       not null,
  fee                numeric(78,0) not null check (fee > 0),
  record             text          not null,
  node_signature     bytea         not null,
  operator_signature bytea         not null,
  status             text          not null default 'HELD' check (status in ('HELD', 'FINAL')),
  answered_at        timestamptz   not null,
  final_after        timestamptz   not null,
  final_at           timestamptz
);
create index receipt_held on receipt (final_after) where status = 'HELD';
create index receipt_payer on receipt (payer_id, answered_at desc);

create table receipt_experience (
  receipt_id    uuid    not null references receipt,
  experience_id uuid    not null references experience,
  position      integer not null,
  author_id     uuid    not null references member,
  paid          boolean not null,
  skip_reason   text,
  primary key (receipt_id, experience_id)
);
create index receipt_experience_author on receipt_experience (author_id);
