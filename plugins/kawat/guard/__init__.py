"""Territory: who may change what, judged before a change is taken over."""
