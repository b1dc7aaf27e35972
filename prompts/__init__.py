"""Everything a person reads, as data, and the rules it must keep."""
