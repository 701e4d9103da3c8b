"""The population register and the company register, as SPAR and Bolagsverket are beside the real FaR."""
