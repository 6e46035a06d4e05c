-- The data of an archive go to Arweave in chunks behind the transaction; what was sent is not sent again.
-- chunks_sent counts from the first chunk without a gap, chunks_at is when it last changed.
alter table archive_transaction
  add column chunks_sent integer not null default 0 check (chunks_sent >= 0),
  add column chunks_at   timestamptz;
