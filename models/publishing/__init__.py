"""Publishing at most once: jobs, permits, outcomes, looks (protocol section 5)."""
