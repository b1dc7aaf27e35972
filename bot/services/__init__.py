"""One file a user goal: load, decide, save and enqueue in one transaction."""
