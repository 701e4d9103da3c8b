"""People, companies, actors and mailbox operators on demand, each within the run of the request, if it has one."""
