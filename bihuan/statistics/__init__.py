"""Statistics: figures counted from rows, each with its formula and the orders behind it. Reads everything, changes nothing."""
