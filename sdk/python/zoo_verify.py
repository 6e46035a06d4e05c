"""Checks what Zoo's transparency log commits to, offline and with the standard library alone.

docs/proofs.md says what is checked. As a program: ``python3 zoo_verify.py FILE [KEY]`` prints every check of a
proof file and exits with 0 only when it is verified.

The signature check is the one of RFC 8032, written for reading. It handles public values only, so its time
may depend on them.
"""

import base64
import hashlib
import json
import re
import sys

FORMAT = "zoo/proof/1"
HEX = re.compile("[0-9a-f]{64}")
ADDRESS = re.compile("0x[0-9a-fA-F]{40}")
TRANSACTION = re.compile("0x[0-9a-fA-F]{64}")
MOST = 2**53


class Malformed(ValueError):
    """What was given is not what it should be."""


# --- Merkle trees (RFC 9162, 2.1) ---


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


EMPTY_ROOT = sha256()


def leaf_hash(data):
    return sha256(b"\0", data)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def _rise(node, last):
    """Climbs to the level where the next hash of a proof joins: from the left or not, and the place after."""
    from_left = node & 1 == 1 or node == last
    if from_left:
        while node & 1 == 0 and node:
            node >>= 1
            last >>= 1
    return from_left, node >> 1, last >> 1


def verify_inclusion(leaf, index, size, path, root):
    """Whether the path leads from the leaf's hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, known = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        from_left, node, last = _rise(node, last)
        known = node_hash(sibling, known) if from_left else node_hash(known, sibling)
    return last == 0 and known == root


def verify_consistency(old_size, old_root, new_size, new_root, path):
    """Whether the old tree is a prefix of the new one (RFC 9162, 2.1.4.2)."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    # A complete old tree is a subtree of the new one: its root is known and left out of the proof.
    rest = list(path) if node else [old_root, *path]
    if not path:
        return False
    old = new = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            return False
        from_left, node, last = _rise(node, last)
        if from_left:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    return last == 0 and old == old_root and new == new_root


# --- Canonical JSON (RFC 8785) of objects, lists, text, truth, null and whole numbers ---


def parse_json(text):
    """Reads one object strictly: no name twice, no fractions, nothing beyond 2^53, no half surrogates."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_members,
            parse_int=_whole,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except RecursionError as error:
        raise Malformed("nested too deep") from error
    except ValueError as error:
        raise Malformed(str(error)) from error
    if not isinstance(value, dict):
        raise Malformed("not an object")
    _require_unicode(value)
    return value


def canonical_json(value):
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical_json(k)}:{canonical_json(v)}" for k, v in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _members(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a name stands twice in an object")
    return members


def _whole(text):
    if text == "-0" or len(text) > 17 or abs(int(text)) > MOST:
        raise Malformed(f"not a whole number up to 2^53: {text[:20]}")
    return int(text)


def _refuse(text):
    raise Malformed(f"not a whole number: {text[:20]}")


def _require_unicode(value):
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise Malformed("half a surrogate pair") from error
    elif isinstance(value, dict):
        for name, member in value.items():
            _require_unicode(name)
            _require_unicode(member)
    elif isinstance(value, list):
        for member in value:
            _require_unicode(member)


# --- Ed25519 (RFC 8032, 5.1) ---

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result


def _point(encoded):
    """The point, or None when the 32 bytes are none."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


def verify_ed25519(public, message, signature):
    """Whether the 64 bytes are the key's signature of the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or s >= _L:
        return False
    challenge = hashlib.sha512(signature[:32] + public + message).digest()
    left = _times(s, _BASE)
    right = _add(commitment, _times(int.from_bytes(challenge, "little") % _L, key))
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % _P == 0


# --- Checkpoints (C2SP tlog-checkpoint, signed-note) ---


class Key:
    """A verifier key: name+id+base64(0x01 ‖ key)."""

    def __init__(self, text):
        name, _, rest = text.partition("+")
        key_id, _, encoded = rest.partition("+")
        typed = _base64(encoded)
        if not name or re.search(r"[\s+]", name) or len(typed) != 33 or typed[0] != 1:
            raise Malformed("not an Ed25519 verifier key")
        self.text, self.name, self.raw = text, name, typed[1:]
        self.id = sha256(name.encode() + b"\n" + typed)[:4]
        if self.id.hex() != key_id:
            raise Malformed("the id of the key is another one")


class Checkpoint:
    """Origin, size and root of a note, whatever its signatures."""

    def __init__(self, note):
        end = note.rfind("\n\n")
        if end < 0 or not note.endswith("\n"):
            raise Malformed("a note is a text, an empty line and signatures")
        self.text, self.signatures = note[: end + 1], note[end + 2 :]
        lines = self.text.split("\n")
        if len(lines) != 4 or not lines[0]:
            raise Malformed("a checkpoint has the lines origin, size and root")
        if not re.fullmatch("0|[1-9][0-9]{0,17}", lines[1]):
            raise Malformed("the size is a plain number")
        self.origin, self.size, self.root = lines[0], int(lines[1]), _base64(lines[2])
        if len(self.root) != 32:
            raise Malformed("a root has 32 bytes")

    def is_signed(self, key):
        """Whether it bears a good signature of this key and the origin is the key's name."""
        start = f"\u2014 {key.name} "
        lines = [line for line in self.signatures.split("\n") if line.startswith(start)]
        return self.origin == key.name and any(self._is_by(key, line[len(start) :]) for line in lines)

    def _is_by(self, key, encoded):
        try:
            signed = _base64(encoded)
        except Malformed:
            return False
        return signed[:4] == key.id and verify_ed25519(key.raw, self.text.encode(), signed[4:])


def _base64(text):
    """Standard base64 with padding and nothing else."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("not base64") from error
    if base64.b64encode(decoded).decode() != text:
        raise Malformed("not padded base64")
    return decoded


# --- Proof files ---

# What a record can commit to by a root: the member of the file that holds it, its tree and the record's type.
MEMBERS = {
    "experience": ("snapshot", "library-version"),
    "entry": ("batch", "journal-batch"),
    "receipt": ("receipt_batch", "receipt-batch"),
}


def parse_proof(text):
    """Reads a proof file and refuses one that lacks a member or has one of another form."""
    file = parse_json(text)
    if file.get("format") != FORMAT:
        raise Malformed(f"not a file of format {FORMAT}")
    for name in ("record", "checkpoint", "operator_key"):
        _require(file, name, str)
    _require_place(file, "leaf_index", "tree_size", "inclusion_path")
    if file.get("anchor") is not None:
        _require_anchor(_require(file, "anchor", dict))
    proven = [member for member in MEMBERS if file.get(member) is not None or file.get(MEMBERS[member][0]) is not None]
    if len(proven) > 1:
        raise Malformed("a file proves one member, not two")
    for member in proven:
        _require(file, member, str)
        tree = _require(file, MEMBERS[member][0], dict)
        _require_place(tree, "index", "size", "path")
        _require_hash(_require(tree, "root", str))
    return file


def check_proof(text, key=None):
    """The names of the checks with "passed", "failed" or "skipped"; verified when none failed."""
    file = parse_proof(text)
    checks = {
        "record": _outcome(_record(file)),
        "inclusion": _outcome(_inclusion(file)),
        "checkpoint": _outcome(_checkpoint(file)),
        "key": "skipped" if key is None else _outcome(key == file["operator_key"]),
    }
    for member in MEMBERS:
        checks[member] = "skipped" if file.get(member) is None else _outcome(_member(file, member))
    checks["anchor"] = "skipped" if file.get("anchor") is None else _outcome(_anchor(file))
    return checks


def _outcome(good):
    return "passed" if good else "failed"


def _record(file):
    record = _canonical(file["record"])
    return record is not None and isinstance(record.get("type"), str)


def _canonical(text):
    """The object, when the text is its own canonical form."""
    try:
        parsed = parse_json(text)
    except Malformed:
        return None
    return parsed if canonical_json(parsed) == text else None


def _note(file):
    try:
        return Checkpoint(file["checkpoint"])
    except Malformed:
        return None


def _inclusion(file):
    note = _note(file)
    return (
        note is not None
        and note.size == file["tree_size"]
        and _leads(file["record"], file["leaf_index"], file["tree_size"], file["inclusion_path"], note.root)
    )


def _leads(text, index, size, path, root):
    leaf = leaf_hash(sha256(text.encode()))
    return verify_inclusion(leaf, index, size, [bytes.fromhex(h) for h in path], root)


def _checkpoint(file):
    note = _note(file)
    try:
        return note is not None and note.is_signed(Key(file["operator_key"]))
    except Malformed:
        return False


def _member(file, member):
    tree_name, kind = MEMBERS[member]
    record, tree = _canonical(file["record"]) or {}, file[tree_name]
    return (
        record.get("type") == kind
        and record.get("root") == tree["root"]
        and record.get("size") == tree["size"]
        and _canonical(file[member]) is not None
        and _leads(file[member], tree["index"], tree["size"], tree["path"], bytes.fromhex(tree["root"]))
    )


def _anchor(file):
    note, anchor = _note(file), file["anchor"]
    return note is not None and note.size == anchor["tree_size"] and note.root.hex() == anchor["root"]


def _require(members, name, kind):
    value = members.get(name)
    if type(value) is not kind:
        raise Malformed(f"{name} is missing or of another type")
    return value


def _require_hash(text):
    if not HEX.fullmatch(text):
        raise Malformed("a hash is 64 lower-case hex digits")


def _require_place(members, index, size, path):
    _require(members, index, int)
    _require(members, size, int)
    for hashed in _require(members, path, list):
        if not isinstance(hashed, str):
            raise Malformed(f"{path} holds hashes")
        _require_hash(hashed)


def _require_anchor(anchor):
    for name in ("chain_id", "block_number", "tree_size"):
        _require(anchor, name, int)
    _require_hash(_require(anchor, "root", str))
    if not ADDRESS.fullmatch(_require(anchor, "contract", str)):
        raise Malformed("contract is no address")
    if not TRANSACTION.fullmatch(_require(anchor, "tx_hash", str)):
        raise Malformed("tx_hash is no hash of a transaction")


def main(arguments):
    with open(arguments[0], encoding="utf-8", newline="") as file:
        text = file.read()
    try:
        checks = check_proof(text, arguments[1] if len(arguments) > 1 else None)
    except Malformed as error:
        print(f"Not a proof file: {error}")
        return 1
    for name, outcome in checks.items():
        print(f"{outcome:8} {name}")
    verified = "failed" not in checks.values()
    print("verified" if verified else "NOT verified")
    return 0 if verified else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
