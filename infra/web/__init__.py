"""What the listeners serve, each at which address; who may see the console; whether everything works."""
