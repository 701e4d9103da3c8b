"""The replies to a mail: a bounce where the letter did not arrive, a receipt where the sender wants one."""
