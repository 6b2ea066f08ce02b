"""What a run needs around its steps: processes, checkpoints, probes, speed."""
