"""The only place that knows SQLAlchemy: rows and values, one transaction a unit of work."""
