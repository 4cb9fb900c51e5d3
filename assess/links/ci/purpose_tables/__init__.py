"""Tables of what commands, packaged steps and hooks are for."""
