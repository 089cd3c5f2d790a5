"""Making what shall exist: knows Outputs and files, not articles."""
