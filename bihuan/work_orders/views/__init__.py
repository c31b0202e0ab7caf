"""Pages of the work orders: the list, the order, its acts."""
