"""Many documents: batches, processes, clusters, interrupted runs, growing collections."""
