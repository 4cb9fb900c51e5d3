"""Manifests and locks of the Java virtual machine's build tools."""
