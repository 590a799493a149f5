"""Every post with its proof."""
