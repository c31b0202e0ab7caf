"""What the hotline knows: entries, articles of law with their days in force, local figures, and finding them."""
