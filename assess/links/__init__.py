"""What joins facts of many files: command chains, import graph, reachability, roles of paths."""
