"""The agent wire: messages, frames, encryption, sessions (no sockets, no models)."""
