"""FAISS on the same vectors and queries: python3 faiss_peer.py FOLDER ROUNDS (one thread)."""

import statistics
import sys
import time

import faiss
import numpy as np

DIMENSION, K, LEAST = 384, 10, 0.95


def recall(found, truth):
    hits = sum(len(set(row) & set(wanted)) for row, wanted in zip(found, truth))
    return hits / truth.size


def rate(index, queries):
    start = time.process_time()
    for query in queries:
        index.search(query[None, :], K)
    return len(queries) / (time.process_time() - start)


def figure(name, values, unit, digits):
    middle = statistics.median(values)
    print(f"FIGURE {name} {middle:.{digits}f} {unit} {min(values):.{digits}f}..{max(values):.{digits}f}")


def main(folder, rounds):
    faiss.omp_set_num_threads(1)
    vectors = np.fromfile(f"{folder}/vectors.f32", "<f4").reshape(-1, DIMENSION)
    queries = np.fromfile(f"{folder}/queries.f32", "<f4").reshape(-1, DIMENSION)
    truth = np.fromfile(f"{folder}/truth.i32", "<i4").reshape(-1, K)
    index = faiss.IndexHNSWFlat(DIMENSION, 16, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 100
    start = time.process_time()
    index.add(vectors)
    built = time.process_time() - start
    index.hnsw.efSearch = K
    while recall(index.search(queries, K)[1], truth) < LEAST and index.hnsw.efSearch < 1000:
        index.hnsw.efSearch += max(1, index.hnsw.efSearch // 10)
    figure("faiss_build", [built], "CPU-s", 1)
    figure("faiss_recall", [recall(index.search(queries, K)[1], truth)], "of_1", 4)
    figure("faiss_qps", [rate(index, queries) for _ in range(rounds)], "queries/s", 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
