"""PDF files: guarded by pypdf, read by pdfium, put in reading order by us."""
