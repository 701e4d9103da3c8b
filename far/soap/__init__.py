"""The register's operations: translations between the contract and the register's rules."""
