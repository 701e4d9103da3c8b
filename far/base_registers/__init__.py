"""Questions of FaR to the population register and the company register, over SOAP, with FaR's own identity."""
