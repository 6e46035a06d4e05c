-- What was asked and answered, sealed, for as long as it is kept: disputes and replays read it.
create table transcript (
  query_id   uuid primary key,
  sealed     bytea       not null,
  expires_at timestamptz not null
);
create index transcript_expires on transcript (expires_at);
