// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Verifier of Merkle proofs over SHA-256 (RFC 9162, 2.1)
/// @notice Checks proofs against roots that the caller brings along: of any log, any library version, anchored
/// or not. It keeps nothing and trusts nobody; a contract that acts on a proof gets the root from where it
/// trusts, such as the registry of anchored roots.
/// @dev The check functions answer; the require functions revert with the reason. Trees have fewer than 2^64
/// leaves, so no good proof has more than 64 hashes.
contract LogVerifier {
    error VerifierNotIncluded(bytes32 leafHash, uint64 index, uint64 size, bytes32 root);
    error VerifierInconsistent(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot);

    /// @notice Root of the tree without leaves: SHA-256 of nothing.
    bytes32 public constant EMPTY_ROOT = 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;

    /// @notice Hash of a leaf as it stands in the tree: SHA-256(0x00 ‖ data).
    /// @param leafData SHA-256 of the record's canonical JSON
    function leafHash(bytes32 leafData) public pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x00), leafData));
    }

    /// @notice Whether the path leads from a leaf to the root (RFC 9162, 2.1.3.2).
    /// @param leaf hash of the leaf, not its data
    /// @param index where the leaf stands, counted from 0
    /// @param size leaves of the tree
    /// @param path hashes of the siblings from the leaf upwards
    function verifyInclusion(bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata path, bytes32 root)
        public
        pure
        returns (bool)
    {
        if (index >= size) return false;
        uint64 node = index;
        uint64 last = size - 1;
        bytes32 hash = leaf;
        for (uint256 i = 0; i < path.length; i++) {
            if (last == 0) return false;
            bool fromLeft;
            (fromLeft, node, last) = _rise(node, last);
            hash = fromLeft ? _node(path[i], hash) : _node(hash, path[i]);
        }
        return last == 0 && hash == root;
    }

    /// @notice Whether the old tree is a prefix of the new one (RFC 9162, 2.1.4.2). Every tree begins with the
    /// empty one, whose root is EMPTY_ROOT.
    /// @param path the consistency proof; empty when the sizes are equal or the old tree is empty
    function verifyConsistency(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata path
    ) public pure returns (bool) {
        if (oldSize > newSize) return false;
        if (oldSize == newSize) return path.length == 0 && oldRoot == newRoot;
        if (oldSize == 0) return path.length == 0 && oldRoot == EMPTY_ROOT;
        return path.length > 0 && _climbs(oldSize - 1, oldRoot, newSize - 1, newRoot, path);
    }

    /// @notice Reverts unless the path leads from the leaf to the root.
    function requireInclusion(bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata path, bytes32 root)
        external
        pure
    {
        if (!verifyInclusion(leaf, index, size, path, root)) revert VerifierNotIncluded(leaf, index, size, root);
    }

    /// @notice Reverts unless the old tree is a prefix of the new one.
    function requireConsistency(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata path
    ) external pure {
        if (!verifyConsistency(oldSize, oldRoot, newSize, newRoot, path)) {
            revert VerifierInconsistent(oldSize, oldRoot, newSize, newRoot);
        }
    }

    /// @dev node and last are the indices of the last leaves of both trees.
    function _climbs(uint64 node, bytes32 oldRoot, uint64 last, bytes32 newRoot, bytes32[] calldata path)
        private
        pure
        returns (bool)
    {
        while (node & 1 == 1) {
            node >>= 1;
            last >>= 1;
        }
        // A complete old tree is a subtree of the new one: its root is known and left out of the proof.
        uint256 next = node == 0 ? 0 : 1;
        bytes32 oldHash = node == 0 ? oldRoot : path[0];
        bytes32 newHash = oldHash;
        for (; next < path.length; next++) {
            if (last == 0) return false;
            bool fromLeft;
            (fromLeft, node, last) = _rise(node, last);
            if (fromLeft) oldHash = _node(path[next], oldHash);
            newHash = fromLeft ? _node(path[next], newHash) : _node(newHash, path[next]);
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }

    /// @dev Climbs to the level where the next hash of a proof joins, and says from which side it does.
    function _rise(uint64 node, uint64 last) private pure returns (bool fromLeft, uint64, uint64) {
        fromLeft = node & 1 == 1 || node == last;
        if (fromLeft) {
            while (node & 1 == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        }
        return (fromLeft, node >> 1, last >> 1);
    }

    function _node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
