"""The three lists of duties, the boards, lanes and posts that claim them, and the rules by which matters find them."""
