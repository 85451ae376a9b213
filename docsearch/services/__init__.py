"""What the centre does: one service per topic, each owning its transactions."""
