"""Which words of French and Arabic say the same, with probabilities: learnt, stored, looked up."""
