"""The published vectors, good and bad: python3 -m unittest (in this folder)."""

import json
import pathlib
import tempfile
import unittest

import zoo_verify as zoo

VECTORS = pathlib.Path(__file__).parents[2] / "docs" / "vectors"

# RFC 8032, 7.1: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def read(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def path(vector):
    return [bytes.fromhex(h) for h in vector["path"]]


def hashed(vector, name):
    return bytes.fromhex(vector[name])


class Vectors(unittest.TestCase):
    def test_inclusion(self):
        for file in ("trees.json", "mutations.json"):
            vectors = read(file)["inclusion"]
            self.assertEqual({v["valid"] for v in vectors}, {True, False})
            for v in vectors:
                leaf, root = hashed(v, "leaf_hash"), hashed(v, "root")
                good = zoo.verify_inclusion(leaf, v["index"], v["size"], path(v), root)
                self.assertEqual(good, v["valid"], v)

    def test_consistency(self):
        for file in ("trees.json", "mutations.json"):
            vectors = read(file)["consistency"]
            self.assertEqual({v["valid"] for v in vectors}, {True, False})
            for v in vectors:
                old, new = hashed(v, "old_root"), hashed(v, "new_root")
                good = zoo.verify_consistency(v["old_size"], old, v["new_size"], new, path(v))
                self.assertEqual(good, v["valid"], v)

    def test_leaves(self):
        for leaf in read("leaves.json")["leaves"]:
            data = zoo.sha256(leaf["record"].encode())
            self.assertEqual(data.hex(), leaf["leaf_data"])
            self.assertEqual(zoo.leaf_hash(data).hex(), leaf["leaf_hash"])

    def test_canonical_json(self):
        vectors = read("canonical-json.json")
        for good in vectors["good"]:
            canonical = zoo.canonical_json(zoo.parse_json(good["input"]))
            self.assertEqual(canonical, good["canonical"])
            self.assertEqual(zoo.sha256(canonical.encode()).hex(), good["sha256"])
        for bad in vectors["bad"]:
            with self.assertRaises(zoo.Malformed, msg=bad["name"]):
                zoo.parse_json(bad["input"])
        with self.assertRaises(zoo.Malformed):
            zoo.parse_json('{"a":' + "[" * 100_000)

    def test_checkpoints(self):
        vectors = read("checkpoints.json")
        key = zoo.Key(vectors["key"])
        for note in vectors["good"]:
            checkpoint = zoo.Checkpoint(note)
            self.assertTrue(checkpoint.is_signed(key))
            self.assertEqual((checkpoint.size, checkpoint.root.hex()), (vectors["size"], vectors["root"]))
        for bad in vectors["bad"]:
            self.assertFalse(is_signed(bad["note"], key), bad["name"])
        for bad in vectors["bad_keys"]:
            with self.assertRaises(zoo.Malformed):
                zoo.Key(bad)

    def test_proof_files(self):
        vectors = read("proofs.json")
        for case in vectors["cases"]:
            checks = zoo.check_proof(case["file"], case["key"])
            failed = [name for name, outcome in checks.items() if outcome == "failed"]
            self.assertEqual(failed, case["failed"], case["name"])
        for bad in vectors["refused"]:
            with self.assertRaises(zoo.Malformed, msg=bad["name"]):
                zoo.parse_proof(bad["file"])

    def test_command(self):
        cases = read("proofs.json")["cases"]
        for case in (cases[0], next(case for case in cases if case["failed"])):
            with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
                file.write(case["file"])
                file.flush()
                self.assertEqual(zoo.main([file.name, case["key"]]), 1 if case["failed"] else 0)


class Signatures(unittest.TestCase):
    def test_published_signatures(self):
        for public, message, signature in RFC_8032:
            self.assertTrue(verify(public, message, signature))

    def test_every_byte_counts(self):
        public, message, signature = RFC_8032[2]
        for i in range(64):
            spoilt = bytearray.fromhex(signature)
            spoilt[i] ^= 1
            self.assertFalse(verify(public, message, spoilt.hex()), i)
        for i in range(32):
            spoilt = bytearray.fromhex(public)
            spoilt[i] ^= 1
            self.assertFalse(verify(spoilt.hex(), message, signature), i)
        self.assertFalse(verify(public, "af83", signature))

    def test_a_signature_has_one_form(self):
        public, message, signature = RFC_8032[1]
        s = int.from_bytes(bytes.fromhex(signature)[32:], "little") + 2**252
        s += 27742317777372353535851937790883648493
        self.assertFalse(verify(public, message, signature[:64] + s.to_bytes(32, "little").hex()))
        self.assertFalse(verify(public, message, signature[:-2]))
        self.assertFalse(verify("ff" * 32, message, signature))


def verify(public, message, signature):
    return zoo.verify_ed25519(*map(bytes.fromhex, (public, message, signature)))


def is_signed(note, key):
    try:
        return zoo.Checkpoint(note).is_signed(key)
    except zoo.Malformed:
        return False


if __name__ == "__main__":
    unittest.main()
