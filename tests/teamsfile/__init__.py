"""Tests of reading the teams file."""
