"""Feeds: channels as values, and one serializer for each format."""
