-- Questions that several nodes of different owners answer before one of the answers is given. The receipt names the node
-- whose answer was given; here stand all, with what the others found about them. Written in the transaction of the
-- receipt, whose row may come last.
create table redundant_answer (
  receipt_id   uuid    not null references receipt deferrable initially deferred,
  node_id      uuid    not null references node,
  position     integer not null check (position >= 0),
  outcome      text    not null check (outcome in ('ACCEPTED', 'AGREED', 'DOUBTED', 'DIVERGED')),
  model_sha256 text    not null,
  seal         text    not null,
  signature    bytea   not null,
  -- Of an answer that diverged, when the operator chose the nodes.
  judgement_id uuid unique references verification_judgement,
  primary key (receipt_id, node_id)
);
create unique index redundant_answer_accepted on redundant_answer (receipt_id) where outcome = 'ACCEPTED';
create index redundant_answer_node on redundant_answer (node_id, receipt_id);

-- What one of the nodes found about another's answer, sealed by it. None where all texts were alike.
create table redundant_check (
  receipt_id  uuid             not null,
  node_id     uuid             not null,
  verifier_id uuid             not null,
  verdict     text             not null check (verdict in ('PASS', 'SUSPECT', 'FAIL')),
  tokens      integer          not null check (tokens >= 0),
  distance    double precision not null,
  surprise    double precision not null,
  hard_rate   double precision not null,
  seal        text             not null,
  signature   bytea            not null,
  primary key (receipt_id, node_id, verifier_id),
  foreign key (receipt_id, node_id) references redundant_answer,
  foreign key (receipt_id, verifier_id) references redundant_answer,
  check (node_id <> verifier_id)
);

-- An answer that other nodes' answers outvoted is judged without a sample or a challenge.
alter table verification_judgement
  drop constraint verification_judgement_kind_check,
  add constraint verification_judgement_kind_check check (kind in ('SAMPLE', 'CHALLENGE', 'REDUNDANT'));
