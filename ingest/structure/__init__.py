"""A draft in, citable passages out: articles, sections, paragraphs and tables with their path."""
