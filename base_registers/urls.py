"""The addresses of the base registers."""

from django.urls import path

from base_registers.soap.company_register import company_register
from base_registers.soap.population_register import population_register
from infra.soap.views import SoapView

urlpatterns = [
    path("PopulationRegister", SoapView(population_register)),
    path("CompanyRegister", SoapView(company_register)),
]
