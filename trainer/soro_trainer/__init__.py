"""Gradients for Soro: continual pretraining and tuning of Gemma 3 checkpoints.

Run by src/training/ as ``python -m soro_trainer``; the two sides speak the protocol of messages/protocol.py.
"""
