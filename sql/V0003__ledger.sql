-- Experiences, libraries and their immutable versions, content blocks, the transparency log.
create table content_block (
  cid        text primary key,
  bytes      bytea       not null,
  created_at timestamptz not null
);

-- text_key holds the tokens that make two texts the same; examples is a JSON array as committed.
-- leaf_data is the paper's h: SHA-256 of the canonical JSON of the committed part; also the CID's digest.
create table experience (
  id            uuid primary key,
  domain        text        not null,
  text          text        not null,
  text_key      text        not null,
  confidence_bp integer     not null check (confidence_bp between 0 and 10000),
  examples      text        not null,
  author_id     uuid        not null references member,
  created_at    timestamptz not null,
  status        text        not null check (status in ('QUEUED', 'IN_VOTE', 'ADOPTED', 'REJECTED')),
  leaf_data     bytea       not null check (length(leaf_data) = 32),
  cid           text        not null unique references content_block,
  embedder_id   text,
  embedding     real[],
  usage_count   bigint      not null default 0,
  upvotes       bigint      not null default 0,
  downvotes     bigint      not null default 0,
  check ((embedder_id is null) = (embedding is null))
);
create unique index experience_known on experience (domain, text_key) where status <> 'REJECTED';
create index experience_domain on experience (domain, status);
create index experience_newest on experience (created_at desc, id desc);
create index experience_author on experience (author_id);

create table library (
  domain      text primary key,
  title       text        not null,
  description text        not null,
  head        integer     not null default 0
);

create table library_version (
  domain        text        not null references library,
  number        integer     not null check (number >= 1),
  parent        integer,
  root          bytea       not null check (length(root) = 32),
  size          integer     not null check (size >= 0),
  cid           text        not null references content_block,
  cause_kind    text        not null check (cause_kind in ('GENESIS', 'PROPOSAL', 'TRAINING', 'PRUNING')),
  cause_id      uuid        not null,
  created_at    timestamptz not null,
  log_subject   uuid        not null unique,
  primary key (domain, number)
);

-- position is the index in the snapshot tree: members sorted bytewise by leaf_data.
create table library_member (
  domain        text    not null,
  number        integer not null,
  position      integer not null,
  experience_id uuid    not null references experience,
  primary key (domain, number, position),
  unique (domain, number, experience_id),
  foreign key (domain, number) references library_version
);
create index library_member_experience on library_member (experience_id, number);

-- Leaves wait without an index until the sequencer takes them up.
create table log_entry (
  id         uuid primary key,
  kind       text        not null,
  subject_id uuid        not null,
  data       text        not null,
  leaf_hash  bytea       not null check (length(leaf_hash) = 32),
  log_index  bigint unique,
  created_at timestamptz not null,
  unique (kind, subject_id)
);
create index log_entry_waiting on log_entry (created_at, id) where log_index is null;

-- Hashes of complete subtrees: level 0 are leaves, (level, index) covers leaves index·2^level….
create table log_node (
  level integer not null,
  index bigint  not null,
  hash  bytea   not null check (length(hash) = 32),
  primary key (level, index)
);

create table log_checkpoint (
  tree_size bigint primary key,
  root      bytea       not null check (length(root) = 32),
  note      text        not null,
  signed_at timestamptz not null
);

create table anchor (
  tree_size    bigint primary key references log_checkpoint,
  root         bytea       not null,
  chain_id     bigint      not null,
  contract     text        not null,
  tx_hash      text        not null,
  block_number bigint      not null,
  anchored_at  timestamptz not null
);

-- Signed bytes are stored before they are broadcast, so that a crash re-sends the same transaction.
-- A development chain that was wiped has another genesis: its senders begin again at nonce 0.
create table chain_transaction (
  id           uuid primary key,
  chain_id     bigint      not null,
  genesis      text        not null,
  sender       text        not null,
  nonce        bigint      not null check (nonce >= 0),
  purpose      text        not null,
  raw          bytea       not null,
  tx_hash      text        not null,
  status       text        not null check (status in ('SIGNED', 'SENT', 'MINED', 'FAILED')),
  block_number bigint,
  created_at   timestamptz not null,
  unique (chain_id, genesis, sender, nonce)
);

create table chain_contract (
  name     text   not null,
  chain_id bigint not null,
  genesis  text   not null,
  address  text   not null,
  primary key (name, chain_id, genesis)
);
