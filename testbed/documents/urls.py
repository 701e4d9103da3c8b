"""Addresses of the documents: the paths of the repository, with .md as Markdown and without it as a page."""

import re

from django.urls import path, re_path

from testbed.documents import views
from testbed.documents.library import REFERRED_FILES, ROOT_DOCUMENTS

app_name = "documents"

_OTHERS = "|".join(
    [
        *(re.escape(file) for file in REFERRED_FILES),
        *(f"{name.removesuffix('.md')}(?:\\.md)?" for name in ROOT_DOCUMENTS),
    ]
)

urlpatterns = [
    path("llms.txt", views.show_llms, name="llms"),
    path("docs/", views.list_documents, name="documents"),
    re_path(rf"^(?P<path>docs/.+|{_OTHERS})$", views.show_document, name="document"),
]
