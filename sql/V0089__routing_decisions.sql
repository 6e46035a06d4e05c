-- Why an answer's node was chosen and the others were not, with the figures of that moment; goes when the transcript goes.
create table routing_decision (
  query_id   uuid primary key,
  decision   text        not null,
  expires_at timestamptz not null
);
create index routing_decision_expires on routing_decision (expires_at);
