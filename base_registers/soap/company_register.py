"""The company register, asked by FaR. A service of the simulator's own."""

from base_registers import customers, failures, registrations, signatories
from base_registers.models import Company, SignatoryRule
from contracts import company_register as contract
from contracts import population_register
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

company_register = Endpoint("CompanyRegister")


@company_register.operation
def get_company(request: contract.GetCompany, caller: Caller) -> contract.GetCompanyResponse:
    customers.require_far(caller.organisation)
    if problem := _find_problem(request.company_id):
        answer = contract.CompanyAnswer(problem=problem)
    else:
        company = registrations.find_company(request.company_id)
        answer = contract.CompanyAnswer(company=_company(company) if company else None)
    return contract.GetCompanyResponse(return_value=answer)


@company_register.operation
def get_companies_of(request: contract.GetCompaniesOf, caller: Caller) -> contract.GetCompaniesOfResponse:
    customers.require_far(caller.organisation)
    if problem := _find_problem(request.person_id):
        answer = contract.CompaniesAnswer(problem=problem)
    else:
        companies = registrations.companies_of(request.person_id)
        answer = contract.CompaniesAnswer(company=[_company(company) for company in companies])
    return contract.GetCompaniesOfResponse(return_value=answer)


def _find_problem(number: str) -> population_register.SourceProblem | None:
    problem = failures.find_problem(failures.Register.COMPANIES, number)
    return population_register.SourceProblem(problem.value) if problem else None


def _company(company: Company) -> contract.RegisteredCompany:
    officers = company.officer_rows.all()
    return contract.RegisteredCompany(
        company_id=company.number,
        name=company.name,
        form=contract.CompanyForm(company.form),
        status=contract.BusinessStatus(company.status),
        officer=[
            contract.Officer(
                person_id=officer.person_id,
                name=officer.person.public_name,
                role=contract.OfficerRole(officer.role),
            )
            for officer in officers
        ],
        signatory_rule=[
            _rule(rule, signatories.requirement_of(rule, company, officers)) for rule in company.rules.all()
        ],
        signatory_rule_text=company.signatory_rule_text,
    )


def _rule(rule: SignatoryRule, requirement: signatories.Requirement) -> contract.SignatoryRule:
    return contract.SignatoryRule(
        kind=contract.RuleKind(rule.kind),
        text=rule.text,
        count=requirement.count,
        group=list(requirement.group),
        required=list(requirement.required),
    )
