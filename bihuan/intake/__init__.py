"""How matters arrive: the hotline desk where they are written down, and the page where their callers follow them."""
