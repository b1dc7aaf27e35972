"""What a good negotiator would answer a request with: one label, two questions, perhaps a mirror."""
