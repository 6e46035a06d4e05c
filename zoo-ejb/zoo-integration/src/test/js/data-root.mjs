// The Merkle root of a transaction's data and what its chunks are sent with, by Arweave's own library: data-root.mjs FILE
import { readFile } from 'node:fs/promises';
import Arweave from 'arweave';

const Api = Arweave.default ?? Arweave;
const arweave = Api.init({ host: 'localhost', port: 1, protocol: 'http' });
const transaction = arweave.transactions.fromRaw({ format: 2 });
const data = await readFile(process.argv[2]);
await transaction.prepareChunks(data);
transaction.data_size = String(data.length);
const chunks = transaction.chunks.chunks.map((_, i) => transaction.getChunk(i, data));
console.log(JSON.stringify({ root: transaction.data_root, chunks: chunks.map(({ chunk, ...proof }) => ({ ...proof, length: Buffer.from(chunk, 'base64url').length })) }));
