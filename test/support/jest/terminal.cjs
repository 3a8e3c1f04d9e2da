// Loaded into a gateway's process before it: its standard output says that it is a terminal.
process.stdout.isTTY = true;
