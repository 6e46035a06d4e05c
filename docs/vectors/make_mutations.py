"""Writes mutations.json beside this file: proofs of larger trees and every way to spoil one.

Whether a proof is good is decided by the recursive definitions of RFC 9162 themselves, not by the loops that
verifiers run.
"""

import json
import pathlib
import random

from make import consistency, flip, hexes, leaf_hash, path, power_below, sha, tree_hash

HERE = pathlib.Path(__file__).parent
SIZES = (6, 13, 31, 32, 33, 100)
LEAVES = [leaf_hash(sha(f"mutation {i}".encode())) for i in range(max(SIZES))]
LARGEST = 2**53


class Wrong(Exception):
    """The path has too few or too many hashes."""


def included(v):
    rest = [bytes.fromhex(h) for h in v["path"]]
    try:
        root = climb(bytes.fromhex(v["leaf_hash"]), v["index"], v["size"], rest)
    except Wrong:
        return False
    return not rest and root.hex() == v["root"]


def climb(leaf, index, size, rest):
    """Takes the siblings from the end of the path, where those near the root stand."""
    if index >= size:
        raise Wrong
    if size == 1:
        return leaf
    split = power_below(size)
    if not rest:
        raise Wrong
    sibling = rest.pop()
    if index < split:
        return sha(b"\1", climb(leaf, index, split, rest), sibling)
    return sha(b"\1", sibling, climb(leaf, index - split, size - split, rest))


def consistent(v):
    old, new = v["old_size"], v["new_size"]
    rest = [bytes.fromhex(h) for h in v["path"]]
    if old > new:
        return False
    if old == new:
        return not rest and v["old_root"] == v["new_root"]
    if old == 0:
        return not rest and v["old_root"] == sha().hex()
    try:
        roots = both(old, new, rest, True, bytes.fromhex(v["old_root"]))
    except Wrong:
        return False
    return not rest and hexes(roots) == [v["old_root"], v["new_root"]]


def both(old, new, rest, whole, old_root):
    """Roots of the old and the new tree as the proof has them."""
    if old == new:
        if whole:
            return old_root, old_root
        if not rest:
            raise Wrong
        known = rest.pop()
        return known, known
    split = power_below(new)
    if not rest:
        raise Wrong
    sibling = rest.pop()
    if old <= split:
        before, after = both(old, split, rest, whole, old_root)
        return before, sha(b"\1", after, sibling)
    before, after = both(old - split, new - split, rest, False, old_root)
    return sha(b"\1", sibling, before), sha(b"\1", sibling, after)


def paths(good, other):
    hashes = good["path"]
    yield hashes + [other]
    yield [other] + hashes
    yield []
    yield hashes[::-1]
    yield hashes * 2
    yield (hashes + [other] * 70)[:70]
    for i, known in enumerate(hashes):
        yield hashes[:i] + hashes[i + 1 :]
        yield hashes[:i] + [flip(known)] + hashes[i + 1 :]
        yield hashes[:i] + [known] + hashes[i:]


def spoilt(good, numbers, roots):
    """The good one, then each change by itself."""
    other = sha(b"other").hex()
    yield good
    for changed in paths(good, other):
        yield {**good, "path": changed}
    for name in numbers:
        for number in {0, 1, good[name] - 1, good[name] + 1, 2 * good[name], LARGEST}:
            if number >= 0:
                yield {**good, name: number}
    for name in roots:
        yield {**good, name: flip(good[name])}
        yield {**good, name: other}


def inclusion():
    for size in SIZES:
        for index in sorted({0, size // 3, size - 2, size - 1}):
            good = {
                "leaf_hash": LEAVES[index].hex(),
                "index": index,
                "size": size,
                "path": hexes(path(index, LEAVES[:size])),
                "root": tree_hash(LEAVES[:size]).hex(),
            }
            yield from spoilt(good, ("index", "size"), ("leaf_hash", "root"))


def growth():
    for size in SIZES:
        for old in sorted({0, 1, size // 2, size - 1, size}):
            good = {
                "old_size": old,
                "old_root": tree_hash(LEAVES[:old]).hex(),
                "new_size": size,
                "new_root": tree_hash(LEAVES[:size]).hex(),
                "path": hexes(consistency(old, LEAVES[:size])),
            }
            yield from spoilt(good, ("old_size", "new_size"), ("old_root", "new_root"))


def judged(vectors, judge, most=150):
    """Each once; few enough to be read in a moment, the good ones all."""
    known = {json.dumps(v, sort_keys=True): {**v, "valid": judge(v)} for v in vectors}
    good = [v for v in known.values() if v["valid"]]
    bad = [v for v in known.values() if not v["valid"]]
    return good + random.Random(9162).sample(bad, min(most, len(bad)))


if __name__ == "__main__":
    content = {
        "inclusion": judged(inclusion(), included),
        "consistency": judged(growth(), consistent),
    }
    lines = {name: ",\n".join(map(json.dumps, vectors)) for name, vectors in content.items()}
    text = "{" + ",".join(f'"{name}":[\n{all}\n]' for name, all in lines.items()) + "}\n"
    (HERE / "mutations.json").write_text(text, encoding="utf-8")
