"""What people typed, turned into values: the files of content/ and missions/."""
