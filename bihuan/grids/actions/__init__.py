"""What is done with grids: drawing them, and filling their teams."""
