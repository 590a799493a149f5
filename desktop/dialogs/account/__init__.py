"""Dialogs of platform accounts: one in full, all of them, a new one."""
