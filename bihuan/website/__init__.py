"""What every page shares: base templates, components, navigation, the home page per post."""
