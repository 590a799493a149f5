"""The store: tables, the rules that change them, queries, proof files (no asyncio, no Qt)."""
