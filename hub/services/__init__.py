"""What the hub does: one service a topic, for agents, window and API alike."""
