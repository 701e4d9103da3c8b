"""What goes back to who sent the mail: a bounce where the letter did not arrive, a receipt where one is wanted."""
