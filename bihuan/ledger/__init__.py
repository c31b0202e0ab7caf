"""What happened, when and by whom: append-only, hash-chained, and queueing its announcements."""
