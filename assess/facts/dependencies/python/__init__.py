"""Python manifests and locks."""
