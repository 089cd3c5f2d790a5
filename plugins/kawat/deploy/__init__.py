"""Deploying: what a build has made is brought to where readers get it."""
