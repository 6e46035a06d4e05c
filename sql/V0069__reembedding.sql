-- Vectors of another embedder, computed beside the ones in use. They take their place library by library, each as a whole.
create table experience_vector (
  experience_id uuid        not null references experience,
  embedder_id   text        not null,
  embedding     real[]      not null,
  created_at    timestamptz not null,
  primary key (experience_id, embedder_id)
);

create table reembedding (
  id          uuid primary key references ledger_job,
  embedder_id text   not null,
  dimension   integer not null,
  libraries   integer not null default 0
);
