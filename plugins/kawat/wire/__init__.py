"""The wire desk: what regional outlets and agencies publish comes in as drafts, which an editor takes or leaves."""
