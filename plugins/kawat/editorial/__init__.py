"""What the texts mean: pure functions of editions, network and clock.  Nothing here opens a file or asks the time."""
