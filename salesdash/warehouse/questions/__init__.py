"""Metrics, dimensions and a scope → SQL → answers; handed the query that runs it, knows no store."""
