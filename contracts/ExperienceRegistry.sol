// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Roots of the foundation's transparency log
/// @notice Keeps the root of each anchored tree of one append-only log (RFC 9162, SHA-256). A new root is
/// taken only with a proof that the tree before is a prefix of it, so nobody, the anchorer included, can
/// anchor a log with a rewritten past. Nothing can be removed and nobody can be made anchorer later: a lost
/// or stolen key means a new registry.
contract ExperienceRegistry {
    /// @notice Who may anchor: the account that deployed the registry.
    address public immutable anchorer;

    /// @notice Leaves of the newest anchored tree; 0 before the first.
    uint64 public treeSize;

    /// @notice Root of the tree with this many leaves; 0 if it was not anchored.
    mapping(uint64 size => bytes32 root) public rootOf;

    event Anchored(uint64 indexed treeSize, bytes32 root);

    error RegistryNotAnchorer(address sender);
    error RegistryNotLarger(uint64 treeSize, uint64 newest);
    error RegistryInconsistent(uint64 newest, uint64 treeSize);

    constructor() {
        anchorer = msg.sender;
    }

    /// @param size leaves of the new tree, more than the newest anchored one has
    /// @param root its root
    /// @param consistency proof from the newest anchored tree to the new one (RFC 9162, 2.1.4); empty for the
    /// first
    function anchor(uint64 size, bytes32 root, bytes32[] calldata consistency) external {
        uint64 newest = treeSize;
        if (msg.sender != anchorer) revert RegistryNotAnchorer(msg.sender);
        if (size <= newest) revert RegistryNotLarger(size, newest);
        if (!_extends(newest, rootOf[newest], size, root, consistency)) {
            revert RegistryInconsistent(newest, size);
        }
        treeSize = size;
        rootOf[size] = root;
        emit Anchored(size, root);
    }

    /// @notice Whether a record stands in an anchored tree (RFC 9162, 2.1.3.2).
    /// @param leafData SHA-256 of the record's canonical JSON
    function verifyInclusion(bytes32 leafData, uint64 index, uint64 size, bytes32[] calldata path)
        external
        view
        returns (bool)
    {
        bytes32 root = rootOf[size];
        return root != 0 && includes(leafData, index, size, path, root);
    }

    /// @notice Whether the path leads from a leaf to a root, anchored or not; also for library versions.
    function includes(bytes32 leafData, uint64 index, uint64 size, bytes32[] calldata path, bytes32 root)
        public
        pure
        returns (bool)
    {
        if (index >= size) return false;
        uint64 node = index;
        uint64 last = size - 1;
        bytes32 hash = sha256(abi.encodePacked(bytes1(0x00), leafData));
        for (uint256 i = 0; i < path.length; i++) {
            if (last == 0) return false;
            bool fromLeft;
            (fromLeft, node, last) = _rise(node, last);
            hash = fromLeft ? _node(path[i], hash) : _node(hash, path[i]);
        }
        return last == 0 && hash == root;
    }

    function _extends(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot, bytes32[] calldata path)
        private
        pure
        returns (bool)
    {
        if (oldSize == 0) return path.length == 0;
        if (path.length == 0) return false;
        uint64 node = oldSize - 1;
        uint64 last = newSize - 1;
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
