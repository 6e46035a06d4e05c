-- Library versions that stand in stores outside of this house: pinned in IPFS, archived on Arweave.
-- address is what the store knows the copy by: the CID of the manifest, the id of the data item.
create table version_copy (
  domain    text        not null,
  number    integer     not null,
  store     text        not null check (store in ('IPFS', 'ARWEAVE')),
  address   text        not null check (length(address) between 1 and 200),
  stored_at timestamptz not null,
  primary key (domain, number, store),
  foreign key (domain, number) references library_version
);

-- A transaction is stored with its signature before it is sent and is sent again as it is, so that neither a
-- crash nor a gateway that forgets makes a second one that has to be paid.
create table archive_transaction (
  domain    text        not null,
  number    integer     not null,
  item_id   text        not null,
  tx_id     text        not null unique,
  header    text        not null,
  signed_at timestamptz not null,
  primary key (domain, number),
  foreign key (domain, number) references library_version
);

-- One fact per version and listener; found by both when new versions are looked for.
create index outbox_event_copy on outbox_event (listener, subject_id) where listener in ('ipfs', 'arweave');
