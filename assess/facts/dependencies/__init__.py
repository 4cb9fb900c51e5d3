"""What a project needs and what it locks: one module per ecosystem, one model over all of them."""
