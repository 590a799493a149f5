"""The desktop application: pages over the same services the agents and the API use."""
