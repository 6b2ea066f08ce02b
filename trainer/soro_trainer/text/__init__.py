"""Token shards, packed into rows of a batch."""
