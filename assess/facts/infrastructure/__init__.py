"""Infrastructure as files declare it: one module per tool, found by walking the package."""
