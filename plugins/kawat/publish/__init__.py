"""What each reader gets: pure functions from the catalogue to views, and from views to bytes."""
