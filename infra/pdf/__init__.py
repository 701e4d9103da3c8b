"""PDF files that anybody may have made, read and drawn in child processes with limits.

PDFium and pypdf can be made to take all memory or an hour by a file of a few hundred bytes, and PDFium is native
code. So this process never opens such a file: `reader` asks a child process, which the kernel stops at its limits.
`infra.pdf.child` is what runs there.
"""
