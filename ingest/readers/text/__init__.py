"""Text, Markdown and web pages in, blocks out: paragraphs, headings and tables."""
