// An Arweave test network with free tokens on a port of its own: arweave.mjs FOLDER
import ArLocal from 'arlocal';
import { join } from 'node:path';
import { listening } from './listening.mjs';

const [folder] = process.argv.slice(2);
// Where it writes its log.
process.chdir(folder);
const Server = ArLocal.default ?? ArLocal;
const network = new Server(undefined, false, join(folder, 'db'));
network.port = 0;
await network.start();
listening(`http://127.0.0.1:${network.server.address().port}`);
