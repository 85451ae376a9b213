"""Values and rules of the documentation centre; standard library only."""
