"""eventbase turns news articles about wars into a conflict-event dataset that people can trust."""

__version__ = "0.1.0"
