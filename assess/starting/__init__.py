"""A first configuration and pipeline step, proposed from what a scan saw."""
