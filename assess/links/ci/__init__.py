"""What CI starts: command chains, hop by hop, and what each command is for."""
