"""Shard calls as tasks of a Ray cluster.

Run by src/core/ray-executor.ts as ``python -m soro_ray``; the two sides speak the protocol of protocol.py.
"""
