// Checks a proof file (docs/proofs.md) in the browser, with nothing but WebCrypto: verifyProof is pure; the part
// at the end wires it to the page /verify.xhtml. Nothing is sent anywhere.

const FORMAT = "zoo/proof/1";
const ED25519 = 1;
const HASH = /^[0-9a-f]{64}$/;
const MAX_DEPTH = 64;
// What a record can commit to by a root: the file's member, its tree, the record's type.
const MEMBERS = {
  experience: { tree: "snapshot", type: "library-version", claim: "The experience is a member of the recorded version" },
  entry: { tree: "batch", type: "journal-batch", claim: "The entry is a leaf of the recorded batch" },
  receipt: { tree: "receipt_batch", type: "receipt-batch", claim: "The receipt is a leaf of the recorded batch" },
};
const text = new TextEncoder();

/** What is wrong with the input, in words for the reader. */
class Malformed extends Error {}

/**
 * Checks a proof file.
 * @param {string} json text of the file
 * @param {{key?: string|null}} options the operator's verifier key as known from elsewhere
 * @returns {Promise<{verified: boolean, checks: {name: string, outcome: "passed"|"failed"|"skipped", detail: string}[]}>}
 */
export async function verifyProof(json, { key = null } = {}) {
  let file;
  try {
    file = readFile(json);
  } catch (problem) {
    return { verified: false, checks: [failed("file", `This is no proof file: ${messageOf(problem)}`)] };
  }
  const checks = [
    await guarded("record", () => checkRecord(file)),
    await guarded("inclusion", () => checkInclusion(file)),
    await guarded("checkpoint", () => checkCheckpoint(file)),
    await guarded("key", () => checkKey(file, key)),
  ];
  for (const [name, member] of Object.entries(MEMBERS)) {
    if (file[name] != null) {
      checks.push(await guarded(name, () => checkMember(file, name, member)));
    }
  }
  checks.push(await guarded("anchor", () => checkAnchor(file)));
  return { verified: checks.every((check) => check.outcome !== "failed"), checks };
}

// The checks.

function checkRecord(file) {
  const record = parseJson(file.record);
  return outcome(canonicalJson(record) === file.record && typeof record.type === "string",
    "record", "The record is canonical JSON with a type");
}

async function checkInclusion(file) {
  const checkpoint = parseCheckpoint(file.checkpoint);
  const root = await rootFrom(await leafHash(file.record), file.leaf_index, file.tree_size, file.inclusion_path);
  return outcome(file.tree_size === checkpoint.size && root === checkpoint.root,
    "inclusion", "The record is a leaf under the checkpoint's root");
}

async function checkCheckpoint(file) {
  const signed = await isSigned(file.checkpoint, await parseKey(file.operator_key));
  // Without the signature the other checks only say that the file fits together.
  return signed === null
    ? failed("checkpoint", "This browser cannot check Ed25519 signatures: use ./zoo verify or a newer browser")
    : outcome(signed, "checkpoint", "The checkpoint is signed by the operator's key");
}

async function checkKey(file, key) {
  if (key === null || key === "") {
    return skipped("key", "No key was given to compare the operator's key with");
  }
  const given = await parseKey(key);
  const used = await parseKey(file.operator_key);
  return outcome(given.name === used.name && toHex(given.raw) === toHex(used.raw),
    "key", "The operator's key is the one given");
}

async function checkMember(file, name, { tree, type, claim }) {
  const record = parseJson(file.record);
  const { index, size, path, root } = file[tree];
  const proven = record.type === type && record.root === root && record.size === size
    && canonicalJson(parseJson(file[name])) === file[name]
    && (await rootFrom(await leafHash(file[name]), index, size, path)) === root;
  return outcome(proven, name, claim);
}

function checkAnchor(file) {
  if (file.anchor == null) {
    return skipped("anchor", "The checkpoint is not on a chain yet");
  }
  const checkpoint = parseCheckpoint(file.checkpoint);
  return outcome(file.anchor.tree_size === checkpoint.size && file.anchor.root === checkpoint.root,
    "anchor", "The anchor names the checkpoint's size and root");
}

async function guarded(name, check) {
  try {
    return await check();
  } catch (problem) {
    return failed(name, messageOf(problem));
  }
}

const outcome = (passed, name, claim) =>
  passed ? { name, outcome: "passed", detail: claim } : failed(name, `Does not hold: ${claim}`);
const failed = (name, detail) => ({ name, outcome: "failed", detail });
const skipped = (name, detail) => ({ name, outcome: "skipped", detail });
const messageOf = (problem) => (problem instanceof Error ? problem.message : String(problem));

// The file.

function readFile(json) {
  const file = parseJson(json);
  need(file.format === FORMAT, `"format" must be ${FORMAT}`);
  ["record", "checkpoint", "operator_key"].forEach((name) => needText(file, name));
  ["leaf_index", "tree_size"].forEach((name) => needNumber(file, name));
  needHashes(file, "inclusion_path");
  if (file.anchor != null) {
    needAnchor(file.anchor);
  }
  const proven = Object.keys(MEMBERS).filter((name) => file[name] != null);
  need(proven.length < 2, "A file proves one member, not two");
  proven.forEach((name) => {
    needText(file, name);
    needTree(file[MEMBERS[name].tree], MEMBERS[name].tree);
  });
  return file;
}

function needAnchor(anchor) {
  need(isObject(anchor), '"anchor" must be an object');
  ["chain_id", "block_number", "tree_size"].forEach((name) => needNumber(anchor, name));
  ["contract", "tx_hash", "root"].forEach((name) => needText(anchor, name));
  need(/^0x[0-9a-fA-F]{40}$/.test(anchor.contract) && /^0x[0-9a-fA-F]{64}$/.test(anchor.tx_hash),
    "Not an address or transaction of an EVM chain");
}

function needTree(tree, name) {
  need(isObject(tree), `"${name}" must be an object`);
  ["index", "size"].forEach((member) => needNumber(tree, member));
  needHashes(tree, "path");
  needText(tree, "root");
}

function need(condition, message) {
  if (!condition) {
    throw new Malformed(message);
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const needText = (object, name) => need(typeof object[name] === "string", `"${name}" must be a string`);
const needNumber = (object, name) => need(Number.isInteger(object[name]), `"${name}" must be a whole number`);
const needHashes = (object, name) =>
  need(Array.isArray(object[name]) && object[name].length <= 64
    && object[name].every((hash) => typeof hash === "string" && HASH.test(hash)),
    `"${name}" must be a list of hashes with 64 lower-case hex digits`);

// Trees (RFC 9162, 2.1). Hashes travel as hex.

/** Whether the path leads from the leaf to the root. */
export async function isIncluded(leaf, index, size, path, root) {
  return (await rootFrom(leaf, index, size, path)) === root;
}

/** Whether the tree of the old root is a prefix of the tree of the new one. */
export async function isConsistent(oldSize, oldRoot, newSize, newRoot, path) {
  if (oldSize < 0 || oldSize > newSize) {
    return false;
  }
  if (oldSize === newSize) {
    return path.length === 0 && oldRoot === newRoot;
  }
  if (oldSize === 0) {
    return path.length === 0 && oldRoot === await sha256([]);
  }
  let node = BigInt(oldSize) - 1n;
  let last = BigInt(newSize) - 1n;
  while ((node & 1n) === 1n) {
    node >>= 1n;
    last >>= 1n;
  }
  const rest = [...path];
  // A complete old tree is a node of the new one: the verifier has it.
  const start = node === 0n ? oldRoot : rest.shift();
  let before = start;
  let after = start;
  for (const sibling of rest) {
    if (last === 0n) {
      return false;
    }
    if ((node & 1n) === 1n || node === last) {
      before = await nodeHash(sibling, before);
      after = await nodeHash(sibling, after);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      after = await nodeHash(after, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && before === oldRoot && after === newRoot;
}

async function leafHash(record) {
  return sha256([0, ...await sha256Bytes(text.encode(record))]);
}

/** The root that the path leads to, or null when it does not fit the index and size. */
async function rootFrom(leaf, index, size, path) {
  if (index < 0 || index >= size) {
    return null;
  }
  // Above 2^31 the operators on bits would cut numbers off.
  let node = BigInt(index);
  let last = BigInt(size) - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n) {
      return null;
    }
    if ((node & 1n) === 1n || node === last) {
      hash = await nodeHash(sibling, hash);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : null;
}

const nodeHash = (left, right) => sha256([1, ...fromHex(left), ...fromHex(right)]);
const sha256 = async (bytes) => toHex(await sha256Bytes(Uint8Array.from(bytes)));
const sha256Bytes = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// Checkpoints (C2SP tlog-checkpoint, signed-note).

export function parseCheckpoint(note) {
  const signed = signedText(note);
  const lines = signed.split("\n");
  need(lines.length === 4 && lines[0] !== "" && lines[3] === "", "A checkpoint has the lines origin, size and root");
  need(/^(0|[1-9][0-9]{0,15})$/.test(lines[1]) && Number.isSafeInteger(Number(lines[1])),
    "The size of a checkpoint is a plain number");
  const root = fromBase64(lines[2]);
  need(root.length === 32, "A checkpoint has a root of 32 bytes");
  return { origin: lines[0], size: Number(lines[1]), root: toHex(root) };
}

function signedText(note) {
  const end = note.lastIndexOf("\n\n");
  need(end >= 0 && note.endsWith("\n"), "A note is a text, an empty line and signatures");
  return note.slice(0, end + 1);
}

export async function parseKey(line) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line.trim()) ?? [];
  need(name !== undefined, "Expected a key as name+id+base64");
  const typed = fromBase64(encoded);
  need(typed.length === 33 && typed[0] === ED25519, "Expected an Ed25519 key");
  const fits = (await sha256([...text.encode(`${name}\n`), ...typed])).startsWith(id);
  need(fits, "The key's id does not fit the key");
  return { name, id, raw: typed.slice(1) };
}

/** Whether the key signed the note; null where the browser knows no Ed25519. */
export async function isSigned(note, key) {
  if (parseCheckpoint(note).origin !== key.name) {
    return false;
  }
  const signed = signedText(note);
  const start = `\u2014 ${key.name} `;
  const lines = note.slice(signed.length + 1).split("\n").filter((line) => line.startsWith(start));
  const signatures = lines.map((line) => signature(line.slice(start.length), key)).filter(Boolean);
  for (const bytes of signatures) {
    const good = await ed25519(key.raw, bytes, text.encode(signed));
    if (good !== false) {
      return good;
    }
  }
  return false;
}

function signature(encoded, key) {
  try {
    const bytes = fromBase64(encoded);
    return bytes.length === 68 && toHex(bytes.slice(0, 4)) === key.id ? bytes.slice(4) : null;
  } catch {
    return null;
  }
}

async function ed25519(raw, bytes, message) {
  let key;
  try {
    key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  } catch (problem) {
    if (problem instanceof Error && problem.name === "NotSupportedError") {
      return null;
    }
    return false;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, key, bytes, message);
}

// Canonical JSON (RFC 8785, whole numbers only).

export function canonicalJson(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(",")}]`;
  }
  if (isObject(value)) {
    const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Reads one JSON object strictly: JSON.parse keeps the last of two equal keys, this refuses them. */
export function parseJson(source) {
  let at = 0;
  let depth = 0;
  const wrong = (what) => new Malformed(`Bad JSON at character ${at}: ${what}`);
  const space = () => {
    while (" \t\n\r".includes(source[at] ?? "x")) {
      at++;
    }
  };
  const token = (pattern, what) => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) {
      throw wrong(what);
    }
    at = pattern.lastIndex;
    return match[0];
  };
  const string = () => {
    const read = JSON.parse(token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y, "expected a string"));
    if (/\p{Surrogate}/u.test(read)) {
      throw wrong("lone surrogate");
    }
    return read;
  };
  const number = () => {
    const digits = token(/[-+0-9.eE]+/y, "unknown value");
    const read = Number(digits);
    if (!/^(0|-?[1-9][0-9]{0,15})$/.test(digits) || String(read) !== digits || Math.abs(read) > 2 ** 53) {
      throw wrong("not a whole number up to 2^53");
    }
    return read;
  };
  const enter = () => {
    at++;
    if (++depth > MAX_DEPTH) {
      throw wrong("nested too deep");
    }
    space();
  };
  const items = (close, read) => {
    enter();
    if (source[at] === close) {
      at++;
    } else {
      do {
        space();
        read();
        space();
      } while (token(/[,\]}]/y, `expected , or ${close}`) === ",");
      if (source[at - 1] !== close) {
        throw wrong(`expected ${close}`);
      }
    }
    depth--;
  };
  const object = () => {
    // Without a prototype, so that a member named __proto__ is a member like any other.
    const members = Object.create(null);
    items("}", () => {
      const name = string();
      space();
      token(/:/y, "expected :");
      space();
      if (name in members) {
        throw wrong("duplicate key");
      }
      members[name] = value();
    });
    return members;
  };
  const array = () => {
    const list = [];
    items("]", () => list.push(value()));
    return list;
  };
  const literal = (word, meaning) => {
    if (!source.startsWith(word, at)) {
      throw wrong("unknown word");
    }
    at += word.length;
    return meaning;
  };
  const value = () => {
    switch (source[at]) {
      case "{": return object();
      case "[": return array();
      case '"': return string();
      case "t": return literal("true", true);
      case "f": return literal("false", false);
      case "n": return literal("null", null);
      default: return number();
    }
  };
  space();
  if (source[at] !== "{") {
    throw wrong("expected {");
  }
  const read = object();
  space();
  if (at !== source.length) {
    throw wrong("text after the object");
  }
  return read;
}

// Bytes.

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(hex) {
  need(HASH.test(hex), "Expected a hash with 64 lower-case hex digits");
  return hex.match(/../g).map((pair) => parseInt(pair, 16));
}

function fromBase64(encoded) {
  need(/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && encoded.length % 4 === 0, "Expected base64");
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
}

// The page.

const element = (id) => document.getElementById(id);

function show(state, message, checks) {
  const result = element("verify-result");
  result.dataset.state = state;
  result.textContent = message;
  element("verify-checks").replaceChildren(...checks.map(checkItem));
}

function checkItem(check) {
  const item = document.createElement("li");
  item.dataset.outcome = check.outcome;
  const name = document.createElement("strong");
  name.textContent = `${check.name}: ${check.outcome}`;
  item.append(name, ` \u2013 ${check.detail}`);
  return item;
}

async function verifyPage() {
  const source = element("proof-text").value.trim();
  if (source === "") {
    show("empty", "Choose a proof file or paste its text first.", []);
    return;
  }
  if (globalThis.crypto?.subtle === undefined) {
    show("unknown", "This page can only compute over https or on localhost: use ./zoo verify instead.", []);
    return;
  }
  const { verified, checks } = await verifyProof(source, { key: element("proof-key").value.trim() || (await operatorKey()) });
  show(verified ? "verified" : "not-verified", verified ? "verified" : "not verified", checks);
}

/** The key this site signs with: a file that brings a key of its own proves nothing. Null when it cannot be had. */
async function operatorKey() {
  const answer = await fetch(new URL("../../../api/v1/log/key", import.meta.url)).catch(() => null);
  return answer?.ok ? (await answer.text()).trim() : null;
}

async function take(file) {
  element("proof-text").value = await file.text();
  await verifyPage();
}

/** Loads the proof that the address names by kind and subject, for experiences with a version. */
async function loadNamed() {
  const query = new URLSearchParams(location.search);
  const kind = query.get("kind");
  const subject = query.get("subject");
  if (!kind || !subject) {
    return;
  }
  const path = `../../../api/v1/proofs/${encodeURIComponent(kind)}/${encodeURIComponent(subject)}`;
  const address = new URL(path, import.meta.url);
  if (query.has("version")) {
    address.searchParams.set("version", query.get("version"));
  }
  show("loading", "Loading the proof file\u2026", []);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const body = await answer.text();
  if (answer.ok) {
    element("proof-text").value = body;
    await verifyPage();
  } else {
    show("unavailable", unavailable(answer.status, body), []);
  }
}

function unavailable(status, body) {
  return status === 404
    ? "There is no such proof yet. It follows within seconds of what it proves: reload this page then."
    : `The proof file could not be loaded: ${problemDetail(body, status)}`;
}

function problemDetail(body, status) {
  try {
    return JSON.parse(body).detail ?? `HTTP ${status}`;
  } catch {
    return `HTTP ${status}`;
  }
}

function wirePage() {
  const area = element("proof-text");
  element("verify-button").addEventListener("click", verifyPage);
  element("proof-file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    return file && take(file);
  });
  area.addEventListener("dragover", (event) => event.preventDefault());
  area.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (file) {
      event.preventDefault();
      take(file);
    }
  });
  loadNamed().catch((problem) =>
    show("unavailable", `The proof file could not be loaded: ${messageOf(problem)}`, []));
}

if (globalThis.document?.getElementById("verify-button")) {
  wirePage();
}
