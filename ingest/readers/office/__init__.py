"""Word files in, blocks out; and the zip package that Word and OFD files are."""
