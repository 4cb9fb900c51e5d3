"""The pure engine: decides criteria and scores them; same observations, same assessment."""
