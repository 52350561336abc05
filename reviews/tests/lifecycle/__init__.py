"""The whole life of reviews as tests walk it: what holds at any moment, a small world, and what it should become."""
