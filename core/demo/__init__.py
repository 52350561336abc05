"""What every app needs to contribute to the demo world."""
