-- Backends that speak OpenAI's protocol and seal nothing: the operator's own only, without a key.
alter table node
  alter column public_key drop not null,
  add column kind            text    not null default 'ZOO' check (kind in ('ZOO', 'OPENAI')),
  -- One name per line; empty: whatever the backend lists.
  add column declared_models text    not null default '',
  add column context_length  integer not null default 0 check (context_length >= 0),
  -- Name of a file in the operator's folder of secrets; never the secret.
  add column credential      text    not null default '',
  add constraint node_sealed_by_key check ((kind = 'ZOO') = (public_key is not null)),
  add constraint node_unsealed_is_operators check (kind = 'ZOO' or role = 'OPERATOR');
