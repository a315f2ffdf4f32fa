"""What contracts of the national procurement register mean: pure functions over their rows."""
