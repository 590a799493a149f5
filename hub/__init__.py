"""The hub: gateway, sessions, services, scheduler, operator API (asyncio, no Qt)."""
