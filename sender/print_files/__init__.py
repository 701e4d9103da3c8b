"""Print files: a ZIP with an index and a PDF per letter comes in, a result file goes back."""
