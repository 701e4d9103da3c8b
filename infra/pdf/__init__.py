"""PDF files that anybody may have made, read and drawn in child processes with limits.

Word documents and calendar files are read there, too (`other_files`): their libraries unpack and parse what
strangers wrote.

A file of a few hundred bytes can make PDFium and pypdf take all memory or an hour, and PDFium is native code. So
this process never opens such a file: `reader` asks a child process, which the kernel stops at its limits. The code
of the child is `infra.pdf.child`.
"""
