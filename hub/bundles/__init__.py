"""Proof bundles: what a client gets, checkable by anybody without us."""
