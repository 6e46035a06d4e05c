// The Merkle root of a transaction's data by Arweave's own library: data-root.mjs FILE
import { readFile } from 'node:fs/promises';
import Arweave from 'arweave';

const Api = Arweave.default ?? Arweave;
const arweave = Api.init({ host: 'localhost', port: 1, protocol: 'http' });
const transaction = arweave.transactions.fromRaw({ format: 2 });
await transaction.prepareChunks(await readFile(process.argv[2]));
console.log(JSON.stringify({ root: transaction.data_root }));
