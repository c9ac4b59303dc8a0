"""Tests of applying, showing, refreshing and checking teams."""
