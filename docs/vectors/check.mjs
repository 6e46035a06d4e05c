// Runs the vectors against the browser's verifier: node --test check.mjs (Node 20 or later).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const VERIFIER = new URL("../../zoo-web/src/main/webapp/resources/zoo/js/verify.js", import.meta.url);
// The module has the suffix .js and no package.json beside it: hand it to Node as what it is.
const source = readFileSync(VERIFIER, "utf8");
const { canonicalJson, isConsistent, isIncluded, isSigned, parseCheckpoint, parseJson, parseKey, verifyProof } =
  await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

test("canonical JSON", () => {
  const { good, bad } = read("canonical-json.json");
  good.forEach(({ input, canonical }) => assert.equal(canonicalJson(parseJson(input)), canonical));
  bad.forEach(({ name, input }) => assert.throws(() => parseJson(input), name));
});

test("a member named like a part of JavaScript is a member", () => {
  const source = '{"__proto__":{"a":1},"constructor":2,"toString":3}';
  assert.equal(canonicalJson(parseJson(source)), source);
});

test("checkpoints", async () => {
  const { key, size, root, good, bad, bad_keys: badKeys } = read("checkpoints.json");
  const parsed = await parseKey(key);
  for (const note of good) {
    assert.equal(await isSigned(note, parsed), true);
    const checkpoint = parseCheckpoint(note);
    assert.deepEqual([checkpoint.size, checkpoint.root], [size, root]);
  }
  for (const { name, note } of bad) {
    assert.equal(await isSigned(note, parsed).catch(() => false), false, name);
  }
  for (const line of badKeys) {
    await assert.rejects(parseKey(line));
  }
});

test("every tree and its proofs, good and bad", async () => {
  const { leaf_hashes: leaves, inclusion, consistency } = read("trees.json");
  await judge({
    inclusion: inclusion.map((proof) => ({ leaf_hash: leaves[proof.index], ...proof })),
    consistency,
  });
});

test("spoilt proofs of larger trees", async () => judge(read("mutations.json")));

async function judge({ inclusion, consistency }) {
  for (const proof of inclusion) {
    const { leaf_hash: leaf, index, size, path, root, valid } = proof;
    assert.equal(await isIncluded(leaf, index, size, path, root), valid, JSON.stringify(proof));
  }
  for (const proof of consistency) {
    const { old_size: old, old_root: oldRoot, new_size: size, new_root: root, path, valid } = proof;
    assert.equal(await isConsistent(old, oldRoot, size, root, path), valid, JSON.stringify(proof));
  }
  assert.ok(inclusion.length > 100 && consistency.length > 100);
}

// A spoilt inclusion proof inside a whole file fails the check of its own tree and no other.
test("spoilt proofs of entries and experiences", async () => {
  for (const [wanted, tree, check] of [["experience", "snapshot", "experience"], ["journal entry", "batch", "entry"]]) {
    const { file, key } = read("proofs.json").cases.find(({ name }) => name === wanted);
    for (const spoil of SPOILERS) {
      const proof = JSON.parse(file);
      spoil(proof[tree]);
      await fails(proof, key, check);
    }
    for (const spoil of SPOILERS) {
      const proof = JSON.parse(file);
      const log = { index: proof.leaf_index, size: proof.tree_size, path: proof.inclusion_path };
      spoil(log);
      Object.assign(proof, { leaf_index: log.index, tree_size: log.size, inclusion_path: log.path });
      await fails(proof, key, "inclusion");
    }
  }
});

const SPOILERS = [
  (tree) => tree.path.pop(),
  (tree) => tree.path.push(tree.path[0] ?? "00".repeat(32)),
  (tree) => tree.path.reverse() && tree.path.push("11".repeat(32)),
  (tree) => { tree.index = (tree.index + 1) % tree.size; },
  (tree) => { tree.index = tree.size; },
  (tree) => { tree.index = -1; },
  (tree) => { tree.size = tree.size * 2; },
];

async function fails(proof, key, wanted) {
  const { verified, checks } = await verifyProof(JSON.stringify(proof), { key });
  assert.equal(verified, false);
  assert.deepEqual(checks.filter(({ outcome }) => outcome === "failed").map(({ name }) => name), [wanted]);
}

test("proof files", async () => {
  const { cases, refused } = read("proofs.json");
  for (const { name, file, key, failed } of cases) {
    const { verified, checks } = await verifyProof(file, { key });
    const names = checks.filter((check) => check.outcome === "failed").map((check) => check.name);
    assert.deepEqual(names, failed, name);
    assert.equal(verified, failed.length === 0, name);
  }
  for (const { name, file } of refused) {
    assert.equal((await verifyProof(file)).verified, false, name);
  }
});

test("every bit of the hashes counts", async () => {
  for (const [name, tree] of [["experience", "snapshot"], ["journal entry", "batch"]]) {
    await everyBitCounts(name, tree);
  }
});

async function everyBitCounts(wanted, tree) {
  const { file, key } = read("proofs.json").cases.find(({ name }) => name === wanted);
  const proof = JSON.parse(file);
  const flipped = (hash) => hash.slice(0, -1) + (hash.endsWith("0") ? "1" : "0");
  for (const path of [proof.inclusion_path, proof[tree].path]) {
    for (let i = 0; i < path.length; i++) {
      const kept = path[i];
      path[i] = flipped(kept);
      assert.equal((await verifyProof(JSON.stringify(proof), { key })).verified, false);
      path[i] = kept;
    }
  }
  assert.equal((await verifyProof(JSON.stringify(proof), { key })).verified, true);
}
