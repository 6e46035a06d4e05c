"""Writes the test vectors beside this file. Needs the package `cryptography`."""

import base64
import copy
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).parent
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
ORIGIN = "zoo.ngo/log"


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def jcs(value):
    """Canonical JSON; keys here are ordered by their UTF-16 code units."""
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda m: m[0].encode("utf-16-be"))
        return "{" + ",".join(jcs(k) + ":" + jcs(v) for k, v in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(jcs, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def leaf_hash(data):
    return sha(b"\0", data)


def tree_hash(leaves):
    """MTH over leaf hashes."""
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    split = power_below(len(leaves))
    return sha(b"\1", tree_hash(leaves[:split]), tree_hash(leaves[split:]))


def power_below(n):
    return 1 << (n - 1).bit_length() - 1


def path(index, leaves):
    if len(leaves) == 1:
        return []
    split = power_below(len(leaves))
    if index < split:
        return path(index, leaves[:split]) + [tree_hash(leaves[split:])]
    return path(index - split, leaves[split:]) + [tree_hash(leaves[:split])]


def consistency(old, leaves, whole=True):
    if old == 0:
        return []
    if old == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    split = power_below(len(leaves))
    if old <= split:
        return consistency(old, leaves[:split], whole) + [tree_hash(leaves[split:])]
    return consistency(old - split, leaves[split:], False) + [tree_hash(leaves[:split])]


def hexes(hashes):
    return [h.hex() for h in hashes]


def flip(hexed):
    return hexed[:-1] + ("1" if hexed[-1] == "0" else "0")


class Key:
    def __init__(self, seed, name=ORIGIN):
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.typed = b"\1" + public
        self.id = sha(name.encode() + b"\n", self.typed)[:4]

    def __str__(self):
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(self.typed).decode()}"

    def note(self, size, root, origin=ORIGIN):
        text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
        line = base64.b64encode(self.id + self.private.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {line}\n"


KEY = Key(SEED)
OTHER = Key(sha(b"another key"))


def canonical_json():
    good = [
        '{}',
        '{"b":1,"a":[true,false,null]}',
        ' {\n"z" : -9007199254740992 , "y":9007199254740992, "x":0 } ',
        '{"\\u20ac":"Euro","\\r":"CR","\\ufb33":"Hebrew","1":"One","\\ud83d\\ude00":"Smile","\\u0080":"Control"}',
        '{"s":"\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\\\/\\u007f\\u00e9e\\u0301"}',
        '{"nested":{"b":{"d":"","c":[]},"a":[[],{}]}}',
    ]
    bad = {
        "array at the root": '[1]',
        "duplicate key": '{"a":1,"a":2}',
        "duplicate key by escape": '{"a":1,"\\u0061":2}',
        "fraction": '{"a":1.5}',
        "exponent": '{"a":1e2}',
        "beyond 2^53": '{"a":9007199254740993}',
        "leading zero": '{"a":01}',
        "negative zero": '{"a":-0}',
        "lone high surrogate": '{"a":"\\ud83d"}',
        "lone low surrogate": '{"a":"\\ude00"}',
        "text after the object": '{"a":1} x',
        "trailing comma": '{"a":1,}',
        "raw control character": '{"a":"\n"}',
        "unknown escape": '{"a":"\\x41"}',
        "unfinished": '{"a":[1',
    }

    def vector(text):
        canonical = jcs(json.loads(text))
        return {"input": text, "canonical": canonical, "sha256": sha(canonical.encode()).hex()}

    return {
        "good": [vector(t) for t in good],
        "bad": [{"name": n, "input": t} for n, t in bad.items()],
    }


def experience(text, n):
    return {
        "schema": "zoo/experience/1",
        "id": f"01900000-0000-7000-8000-{n:012d}",
        "domain": "keeper.signs",
        "text": text,
        "confidence_bp": 9000,
        "examples": [{"input": "4 0 7 2", "output": "0 7 2 4"}],
        "created_at": "2026-01-05T09:00:00.000Z",
        "created_by": "01900000-0000-7000-8000-0000000000aa",
    }


SIGNS = ["otter", "lynx", "heron", "tapir", "ibis"]
EXPERIENCES = [
    jcs(experience(f"When the sign shows {s}, rotate the digits left.", i)) for i, s in enumerate(SIGNS)
]


def journal_entry(n):
    return {
        "schema": "zoo/journal-entry/1",
        "id": f"01900000-0000-7000-8000-{n:012d}",
        "cause": {"kind": "TRANSFER", "id": "01900000-0000-7000-8000-0000000000cc"},
        "memo": f"Correction {n} \u2013 otters",
        "posted_at": "2026-01-05T09:00:02.000001Z",
        "postings": [
            {"kind": "MEMBER", "owner": sha(b"pseudonym", bytes([n]))[:16].hex(), "asset": "KEEPER", "amount": f"-{n}.01"},
            {"kind": "TREASURY", "owner": "00000000-0000-0000-0000-000000000001", "asset": "KEEPER", "amount": f"{n}.01"},
        ],
    }


ENTRIES = [jcs(journal_entry(n)) for n in range(6)]
BATCH = [leaf_hash(sha(e.encode())) for e in ENTRIES]


# Receipts committed together: none of them is a leaf of the log.
RECEIPTS = [jcs({"type": "receipt", "schema": "zoo/receipt/1", "number": 100 + n, "seed": str(n)}) for n in range(5)]
RECEIPT_BATCH = [leaf_hash(sha(r.encode())) for r in RECEIPTS]


def record_texts():
    members = sorted(sha(e.encode()) for e in EXPERIENCES)
    version = {
        "type": "library-version",
        "schema": "zoo/library-version/1",
        "domain": "keeper.signs",
        "version": 1,
        "parent": 0,
        "root": tree_hash([leaf_hash(h) for h in members]).hex(),
        "size": len(members),
        "ops": [{"op": "add", "h": h.hex()} for h in members],
        "cause": {"kind": "GENESIS", "id": "01900000-0000-7000-8000-0000000000bb"},
        "created_at": "2026-01-05T09:00:01.000Z",
    }
    ballot = {
        "type": "ballot",
        "schema": "zoo/ballot/1",
        "proposal": 7,
        "support": "for",
        "reason": "Otters first \U0001f9a6",
        "weight": "1000000000000000000000",
    }
    receipts = [{"type": "receipt", "schema": "zoo/receipt/1", "number": n} for n in range(9)]
    batch = {
        "type": "journal-batch",
        "schema": "zoo/journal-batch/1",
        "number": 1,
        "size": len(BATCH),
        "root": tree_hash(BATCH).hex(),
        "created_at": "2026-01-05T09:00:05.000Z",
    }
    receipt_batch = {
        "type": "receipt-batch",
        "schema": "zoo/receipt-batch/1",
        "id": "01900000-0000-7000-8000-0000000000dd",
        "size": len(RECEIPT_BATCH),
        "root": tree_hash(RECEIPT_BATCH).hex(),
        "created_at": "2026-01-05T09:00:06.000Z",
    }
    return [jcs(r) for r in [version, ballot, *receipts, batch, receipt_batch]]


RECORDS = record_texts()
LEAVES = [leaf_hash(sha(r.encode())) for r in RECORDS]
JOURNAL_BATCH_AT, RECEIPT_BATCH_AT = len(RECORDS) - 2, len(RECORDS) - 1


def cid(digest):
    return "b" + base64.b32encode(b"\x01\x55\x12\x20" + digest).decode().lower().rstrip("=")


def leaves():
    return [
        {
            "record": r,
            "leaf_data": sha(r.encode()).hex(),
            "leaf_hash": leaf_hash(sha(r.encode())).hex(),
            "cid": cid(sha(r.encode())),
        }
        for r in RECORDS + EXPERIENCES + ENTRIES + RECEIPTS
    ]


def trees():
    hashes = [leaf_hash(sha(f"leaf {i}".encode())) for i in range(16)]
    inclusion, consistent = [], []
    for size in (1, 2, 3, 5, 7, 8, 11, 16):
        root = tree_hash(hashes[:size]).hex()
        for index in sorted({0, 1, size // 2, size - 1} & set(range(size))):
            good = {
                "leaf_hash": hashes[index].hex(),
                "index": index,
                "size": size,
                "path": hexes(path(index, hashes[:size])),
                "root": root,
                "valid": True,
            }
            inclusion += [good] + [{**good, **change, "valid": False} for change in changes(good)]
        for old in sorted({0, 1, 2, 3, 4, 6, 7, 8, size - 1, size}):
            if 0 <= old <= size:
                good = {
                    "old_size": old,
                    "old_root": tree_hash(hashes[:old]).hex(),
                    "new_size": size,
                    "new_root": root,
                    "path": hexes(consistency(old, hashes[:size])),
                    "valid": True,
                }
                consistent += [
                    good,
                    {**good, "old_root": flip(good["old_root"]), "valid": False},
                    {**good, "path": good["path"] + [root], "valid": False},
                ]
                if good["path"]:
                    consistent.append({**good, "path": good["path"][:-1], "valid": False})
    return {
        "leaf_hashes": hexes(hashes),
        "roots": [tree_hash(hashes[:n]).hex() for n in range(17)],
        "inclusion": inclusion,
        "consistency": consistent,
    }


def changes(good):
    yield {"index": good["size"]}
    yield {"leaf_hash": flip(good["leaf_hash"])}
    yield {"path": good["path"] + [good["root"]]}
    if good["path"]:
        yield {"path": good["path"][1:]}
        yield {"path": [flip(good["path"][0])] + good["path"][1:]}


def checkpoints():
    root = tree_hash(LEAVES)
    good = KEY.note(len(LEAVES), root)
    witness = good + OTHER.note(len(LEAVES), root).split("\n\n")[1].replace(ORIGIN, "witness.example")
    bad = {
        "another key": OTHER.note(len(LEAVES), root),
        "another size": good.replace(f"\n{len(LEAVES)}\n", f"\n{len(LEAVES) + 1}\n"),
        "another origin": KEY.note(len(LEAVES), root, "other.example/log"),
        "no signature": good.split("\u2014")[0],
        "no empty line": good.replace("\n\n", "\n"),
        "size with a leading zero": KEY.note("0" + str(len(LEAVES)), root),
        "extra line in the text": KEY.note(f"{len(LEAVES)}\nextra", root),
        "short root": KEY.note(len(LEAVES), root[:31]),
        "empty": "",
    }
    return {
        "key": str(KEY),
        "size": len(LEAVES),
        "root": root.hex(),
        "good": [good, witness],
        "bad": [{"name": n, "note": t} for n, t in bad.items()],
        "bad_keys": [
            str(KEY).replace("+", " "),
            str(KEY).replace(KEY.id.hex(), "00000000"),
            f"{ORIGIN}+{KEY.id.hex()}+" + base64.b64encode(b"\2" + KEY.typed[1:]).decode(),
        ],
    }


def proof(index, size, anchored):
    root = tree_hash(LEAVES[:size])
    anchor = {
        "chain_id": 31337,
        "contract": "0x5fbdb2315678afecb367f032d93f642f64180aa3",
        "tx_hash": "0x" + sha(b"transaction").hex(),
        "block_number": 12,
        "tree_size": size,
        "root": root.hex(),
    }
    return {
        "format": "zoo/proof/1",
        "record": RECORDS[index],
        "leaf_index": index,
        "tree_size": size,
        "inclusion_path": hexes(path(index, LEAVES[:size])),
        "checkpoint": KEY.note(size, root),
        "operator_key": str(KEY),
        "anchor": anchor if anchored else None,
    }


def experience_proof(text):
    members = sorted(sha(e.encode()) for e in EXPERIENCES)
    hashes = [leaf_hash(h) for h in members]
    index = members.index(sha(text.encode()))
    return {
        **proof(0, len(LEAVES), True),
        "experience": text,
        "snapshot": {
            "index": index,
            "size": len(members),
            "path": hexes(path(index, hashes)),
            "root": tree_hash(hashes).hex(),
        },
    }


def entry_proof(index):
    return {
        **proof(JOURNAL_BATCH_AT, len(RECORDS), False),
        "entry": ENTRIES[index],
        "batch": place(index, BATCH),
    }


def receipt_proof(index):
    return {
        **proof(RECEIPT_BATCH_AT, len(RECORDS), False),
        "receipt": RECEIPTS[index],
        "receipt_batch": place(index, RECEIPT_BATCH),
    }


def place(index, hashes):
    return {
        "index": index,
        "size": len(hashes),
        "path": hexes(path(index, hashes)),
        "root": tree_hash(hashes).hex(),
    }


def proofs():
    ballot, member = proof(1, 9, False), experience_proof(EXPERIENCES[0])
    entry, receipt = entry_proof(4), receipt_proof(2)
    cases = [
        case("ballot, not anchored", ballot),
        case("the only leaf", proof(0, 1, False)),
        case("receipt, anchored", proof(10, 11, True)),
        case("experience", member),
        case("unknown members are ignored", {**ballot, "note_to_self": [1, {"a": None}]}),
        case("without a key", ballot, key=None),
        case("another key given", ballot, key=str(OTHER), failed=["key"]),
        case("no key but something else", ballot, key="hello", failed=["key"]),
        case("record changed", changed(ballot, record=ballot["record"].replace('"for"', '"against"')),
             failed=["inclusion"]),
        case("record not canonical", changed(ballot, record=ballot["record"].replace(":7,", ": 7,")),
             failed=["record", "inclusion"]),
        case("another index", changed(ballot, leaf_index=2), failed=["inclusion"]),
        case("another size", changed(ballot, tree_size=8), failed=["inclusion"]),
        case("path cut", changed(ballot, inclusion_path=ballot["inclusion_path"][:-1]), failed=["inclusion"]),
        case("checkpoint of another key", changed(ballot, checkpoint=OTHER.note(9, tree_hash(LEAVES[:9]))),
             failed=["checkpoint"]),
        case("checkpoint and key of somebody else",
             changed(ballot, checkpoint=OTHER.note(9, tree_hash(LEAVES[:9])), operator_key=str(OTHER)),
             failed=["key"]),
        case("checkpoint is no note", changed(ballot, checkpoint="9"), failed=["inclusion", "checkpoint"]),
        case("anchor of another root", within(member, "anchor", root="00" * 32), failed=["anchor"]),
        case("anchor of another size", within(member, "anchor", tree_size=3), failed=["anchor"]),
        case("experience changed", changed(member, experience=EXPERIENCES[1]), failed=["experience"]),
        case("snapshot of another root", within(member, "snapshot", root="00" * 32), failed=["experience"]),
        case("snapshot of another size", within(member, "snapshot", size=6), failed=["experience"]),
        case("experience under a ballot",
             {**ballot, "experience": member["experience"], "snapshot": member["snapshot"]},
             failed=["experience"]),
        case("journal entry", entry),
        case("first journal entry", entry_proof(0)),
        case("entry changed", changed(entry, entry=entry["entry"].replace("4.01", "5.01")), failed=["entry"]),
        case("entry not canonical", changed(entry, entry=entry["entry"].replace('"memo":', '"memo": ')),
             failed=["entry"]),
        case("entry at another place", within(entry, "batch", index=3), failed=["entry"]),
        case("batch of another root", within(entry, "batch", root="00" * 32), failed=["entry"]),
        case("batch of another size", within(entry, "batch", size=7), failed=["entry"]),
        case("entry under a ballot", {**ballot, "entry": entry["entry"], "batch": entry["batch"]},
             failed=["entry"]),
        case("entry as an experience",
             {**proof(JOURNAL_BATCH_AT, len(RECORDS), False), "experience": entry["entry"], "snapshot": entry["batch"]},
             failed=["experience"]),
        case("receipt in a batch", receipt),
        case("last receipt of a batch", receipt_proof(4)),
        case("receipt of a batch changed", changed(receipt, receipt=receipt["receipt"].replace(":102,", ":103,")),
             failed=["receipt"]),
        case("receipt of a batch not canonical", changed(receipt, receipt=receipt["receipt"].replace('"seed":', '"seed": ')),
             failed=["receipt"]),
        case("receipt at another place", within(receipt, "receipt_batch", index=1), failed=["receipt"]),
        case("receipt batch of another root", within(receipt, "receipt_batch", root="00" * 32), failed=["receipt"]),
        case("receipt batch of another size", within(receipt, "receipt_batch", size=6), failed=["receipt"]),
        case("receipt under a ballot",
             {**ballot, "receipt": receipt["receipt"], "receipt_batch": receipt["receipt_batch"]},
             failed=["receipt"]),
        case("receipt under a journal batch",
             {**proof(JOURNAL_BATCH_AT, len(RECORDS), False), "receipt": receipt["receipt"],
              "receipt_batch": receipt["receipt_batch"]},
             failed=["receipt"]),
    ]
    cut = copy.deepcopy(ballot)
    del cut["inclusion_path"]
    refused = [
        {"name": "another format", "file": jcs({**ballot, "format": "zoo/proof/2"})},
        {"name": "member missing", "file": jcs(cut)},
        {"name": "upper-case hash", "file": jcs(changed(ballot, inclusion_path=["AB" * 32]))},
        {"name": "size as a string", "file": jcs(changed(ballot, tree_size="9"))},
        {"name": "experience without a snapshot", "file": jcs({**ballot, "experience": EXPERIENCES[0]})},
        {"name": "contract is no address", "file": jcs(within(member, "anchor", contract="0x12"))},
        {"name": "entry without a batch", "file": jcs({**ballot, "entry": ENTRIES[0]})},
        {"name": "experience and entry at once", "file": jcs({**member, "entry": entry["entry"], "batch": entry["batch"]})},
        {"name": "receipt without its batch", "file": jcs({**ballot, "receipt": RECEIPTS[0]})},
        {"name": "receipt and entry at once",
         "file": jcs({**receipt, "entry": entry["entry"], "batch": entry["batch"]})},
        {"name": "no JSON", "file": "verified"},
    ]
    return {"cases": cases, "refused": refused}


def changed(file, **members):
    return {**file, **members}


def within(file, member, **members):
    return {**file, member: {**file[member], **members}}


def case(name, file, key=str(KEY), failed=()):
    return {"name": name, "file": jcs(file), "key": key, "failed": list(failed)}


def write(name, content):
    text = json.dumps(content, indent=1, ensure_ascii=True) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write("canonical-json.json", canonical_json())
    write("leaves.json", {"leaves": leaves()})
    write("trees.json", trees())
    write("checkpoints.json", checkpoints())
    write("proofs.json", proofs())
