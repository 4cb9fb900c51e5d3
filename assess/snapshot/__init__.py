"""The examined repository, read-only: work tree or any commit, straight from git's objects."""
