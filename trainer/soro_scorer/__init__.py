"""Log-probabilities and greedy continuations of a checkpoint in 32 bits, for src/evaluation."""
