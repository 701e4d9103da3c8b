"""Addresses of the base registers, beneath /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from base_registers.api.company_views import CompaniesView, CompanyView
from base_registers.api.failures import FailuresView, NumberFailureView, RegisterFailureView
from base_registers.api.people_views import PeopleView, PersonView

urlpatterns: list[URLPattern | URLResolver] = [
    path("registers/people", PeopleView.as_view(), name="people"),
    path("registers/people/<str:person>", PersonView.as_view(), name="person"),
    path("registers/companies", CompaniesView.as_view(), name="companies"),
    path("registers/companies/<str:company>", CompanyView.as_view(), name="company"),
    path("registers/failures", FailuresView.as_view(), name="register-failures"),
    path("registers/failures/<str:register>", RegisterFailureView.as_view(), name="register-failure"),
    path("registers/failures/<str:register>/<str:identity>", NumberFailureView.as_view(), name="number-failure"),
]
