"""Every other format that staff have, and what archives and messages hold."""
