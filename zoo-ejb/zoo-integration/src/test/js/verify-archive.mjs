// Verifies a transaction and the item in its bundle with Arweave's own libraries: verify-archive.mjs TX.json
import { readFile } from 'node:fs/promises';
import { Bundle } from '@dha-team/arbundles';
import Arweave from 'arweave';

const Api = Arweave.default ?? Arweave;
const arweave = Api.init({ host: 'localhost', port: 1, protocol: 'http' });
const json = JSON.parse(await readFile(process.argv[2], 'utf8'));
const transaction = arweave.transactions.fromRaw(json);
const claimed = transaction.data_root;
const data = Buffer.from(json.data, 'base64url');

const verified = await arweave.transactions.verify(transaction);
await transaction.prepareChunks(data);
const bundle = new Bundle(data);
const [item] = bundle.items;
console.log(JSON.stringify({
  transaction: verified,
  root: transaction.data_root === claimed,
  bundle: await bundle.verify(),
  items: bundle.items.length,
  item: await item.isValid(),
  id: item.id,
  tags: item.tags,
  data: Buffer.from(item.rawData).toString('hex'),
}));
