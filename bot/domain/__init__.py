"""What Interests knows about negotiation: pure values and rules, no clock, no randomness, no I/O."""
