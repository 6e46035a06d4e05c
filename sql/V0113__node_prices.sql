-- What a node's owner asks for an answer of a model; null: the governed fee, as without a row. What is paid is the lesser
-- of the two, so a fee that is lowered below a price lowers the price.
create table node_price (
  node_id uuid        not null references node,
  model   text        not null check (length(model) between 1 and 100),
  price   numeric(78,0) check (price > 0),
  set_at  timestamptz not null,
  primary key (node_id, model)
);

-- Every price there was, and who set it.
create table node_price_change (
  id      uuid primary key,
  node_id uuid        not null references node,
  model   text        not null,
  price   numeric(78,0) check (price > 0),
  set_by  uuid        not null references member,
  set_at  timestamptz not null
);
create index node_price_change_node on node_price_change (node_id, set_at desc, id desc);

-- Its part of what was paid, by which the nodes' share is divided; null where all asked the governed fee.
alter table redundant_answer add price numeric(78,0) check (price > 0);
