"""The ministry's services: what texts of some kinds give together: Safe Travel, cooperation, what provinces offer."""
