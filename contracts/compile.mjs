// Compiles the contracts beside this file: node compile.mjs [--check] DIRECTORY.
// With --check nothing is written and the exit status is 1 when DIRECTORY holds something else.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

const here = dirname(fileURLToPath(import.meta.url));

function compile() {
  const files = readdirSync(here).filter((name) => name.endsWith('.sol')).sort();
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map((name) => [name, { content: readFileSync(join(here, name), 'utf8') }])),
    settings: {
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'cancun',
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const problems = output.errors ?? [];
  problems.forEach((problem) => console.error(problem.formattedMessage));
  if (problems.length > 0) {
    process.exit(1);
  }
  return Object.values(output.contracts).flatMap((contracts) => Object.entries(contracts));
}

function artifacts() {
  // The bytecode ends without a line feed: the generator of the Java wrappers copies it as it is.
  return compile().flatMap(([name, contract]) => [
    [`${name}.abi`, JSON.stringify(contract.abi, null, 2) + '\n'],
    [`${name}.bin`, contract.evm.bytecode.object],
  ]);
}

function differs([name, content], directory) {
  try {
    return readFileSync(join(directory, name), 'utf8') !== content;
  } catch {
    return true;
  }
}

const checking = process.argv[2] === '--check';
const directory = resolve(here, process.argv[checking ? 3 : 2] ?? 'artifacts');
if (checking) {
  const stale = artifacts().filter((artifact) => differs(artifact, directory));
  stale.forEach(([name]) => console.error(`${name} is not what the sources compile to: npm run build`));
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(directory, { recursive: true });
  artifacts().forEach(([name, content]) => writeFileSync(join(directory, name), content));
}
