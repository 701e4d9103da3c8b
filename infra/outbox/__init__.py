"""What leaves a role by e-mail or SMS: kept for the simulated phone, or by a real mail server to allowed
addresses.
"""
