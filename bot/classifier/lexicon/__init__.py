"""The readable opinion: patterns that a product owner could have written down, each with its weight and an example."""
