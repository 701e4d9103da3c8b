"""The addresses of the print supplier's PDFs."""

from django.urls import path

from print_supplier import views

app_name = "printing"
urlpatterns = [
    path("print/runs/<int:number>.pdf", views.run_pdf, name="run"),
    path("print/letters/<int:leg>.pdf", views.letter_pdf, name="letter"),
]
