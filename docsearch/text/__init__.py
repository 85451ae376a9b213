"""What can be said of a string: its words, languages, symbols and dates; nothing is stored."""
