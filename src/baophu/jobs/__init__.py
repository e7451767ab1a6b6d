"""Job and Run rows: enqueue, lease, progress, what was computed from what."""
