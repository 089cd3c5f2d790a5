"""Searching: one static index over the portal and all missions, and the pages that search it."""
