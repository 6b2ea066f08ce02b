"""Shard calls as tasks of a Ray cluster.

Run by src/core/shards/ray-executor.ts as ``python -m soro_ray``; the two sides speak the protocol of protocol.py.
"""
