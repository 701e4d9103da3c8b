"""Letters on paper: made into PDFs, queued, printed in runs, paid for by the sheet."""
