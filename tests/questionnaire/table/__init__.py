"""Tests of tables for spreadsheets."""
