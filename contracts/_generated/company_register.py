"""urn:simulator:company-register"""

from contracts._generated.messages import (
    BusinessStatus as BusinessStatus,
    CompaniesAnswer as CompaniesAnswer,
    CompanyAnswer as CompanyAnswer,
    CompanyForm as CompanyForm,
    GetCompaniesOf as GetCompaniesOf,
    GetCompaniesOfResponse as GetCompaniesOfResponse,
    GetCompany as GetCompany,
    GetCompanyResponse as GetCompanyResponse,
    Officer as Officer,
    OfficerRole as OfficerRole,
    RegisteredCompany as RegisteredCompany,
    RuleKind as RuleKind,
    SignatoryRule as SignatoryRule,
)

__all__ = [
    "BusinessStatus",
    "CompaniesAnswer",
    "CompanyAnswer",
    "CompanyForm",
    "GetCompaniesOf",
    "GetCompaniesOfResponse",
    "GetCompany",
    "GetCompanyResponse",
    "Officer",
    "OfficerRole",
    "RegisteredCompany",
    "RuleKind",
    "SignatoryRule",
]
