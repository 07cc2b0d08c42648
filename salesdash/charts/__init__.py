"""FRAME → chart: one small function per shape, one theme for all."""
