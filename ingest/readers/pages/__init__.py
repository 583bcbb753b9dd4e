"""Pages as printed in (pdf, ofd, scans), blocks out: lines joined, running headers and page numbers gone."""
