"""The Proofs page: gallery, viewer and the integrity of every file."""
