// An IPFS daemon that knows nobody, its RPC on a port of its own: ipfs.mjs FOLDER
import { create } from 'ipfs-core';
import { HttpApi } from 'ipfs-http-server';
import { listening } from './listening.mjs';

const config = {
  Addresses: { Swarm: [], API: '/ip4/127.0.0.1/tcp/0', Gateway: '' },
  Bootstrap: [],
  Discovery: { MDNS: { Enabled: false } },
};
const node = await create({ repo: process.argv[2], silent: true, start: false, offline: true, config });
const api = new HttpApi(node);
await api.start();
listening(api._apiServers[0].info.uri);
