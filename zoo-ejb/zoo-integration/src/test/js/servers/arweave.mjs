// An Arweave test network with free tokens on a port of its own: arweave.mjs FOLDER
import ArLocal from 'arlocal';
import { listening } from './listening.mjs';

const Server = ArLocal.default ?? ArLocal;
const network = new Server(undefined, false, process.argv[2]);
network.port = 0;
await network.start();
listening(`http://127.0.0.1:${network.server.address().port}`);
