"""Sections of documents, in the words of their authors."""
