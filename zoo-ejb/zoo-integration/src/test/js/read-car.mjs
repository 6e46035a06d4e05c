// Reads an archive with the IPFS implementation of others: read-car.mjs FILE. Prints one JSON object.
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { car } from '@helia/car';
import { CarReader } from '@ipld/car';
import * as dagCbor from '@ipld/dag-cbor';
import { createHelia } from 'helia';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';

const bytes = await readFile(process.argv[2]);
const reader = await CarReader.fromBytes(bytes);
const roots = await reader.getRoots();

const blocks = [];
for await (const { cid, bytes: block } of reader.blocks()) {
  const computed = CID.createV1(cid.code, await sha256.digest(block));
  blocks.push({ cid: cid.toString(), computed: computed.toString(), hex: Buffer.from(block).toString('hex') });
}
const manifest = dagCbor.decode((await reader.get(roots[0])).bytes);
const again = CID.createV1(dagCbor.code, await sha256.digest(dagCbor.encode(manifest)));

// A node that knows nobody: what it has, it has from the archive.
const node = await createHelia({ start: false });
const archive = car(node);
await archive.import(reader);
for (const root of roots) {
  for await (const pinned of node.pins.add(root)) void pinned;
}
const pinned = [];
for await (const { cid } of node.pins.ls()) pinned.push(cid.toString());
const parts = [];
for await (const part of archive.export(roots[0])) parts.push(part);
const exported = await CarReader.fromBytes(Buffer.concat(parts));
const kept = [];
for await (const cid of exported.cids()) kept.push(cid.toString());

const seen = JSON.stringify({
  roots: roots.map(String),
  blocks,
  manifest: {
    schema: manifest.schema,
    domain: manifest.domain,
    version: manifest.version,
    root: Buffer.from(manifest.root).toString('hex'),
    record: manifest.record.toString(),
    members: manifest.members.map(String),
    again: again.toString(),
  },
  pinned,
  kept,
});
// The node inside would keep the process alive; it ends once all is written.
process.stdout.write(seen, () => process.exit(0));
