"""Is this message a feature request, what presses it, and what does it ask for."""
