"""Text from the pictures of pages, by Tesseract."""
