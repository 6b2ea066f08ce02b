"""What TypeScript and the trainer say to each other."""
